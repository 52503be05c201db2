package dev.foz.app.lake;

import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.SchemaFormat;
import dev.foz.base.lake.SchemaSpec;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Declaration;
import dev.foz.contract.DeclarationFormat;
import dev.foz.ingest.LoadRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contracts of {@code schemas/}, compiled. Immutable. */
public final class Declarations {
  private final Map<String, Declaration> byName;

  private Declarations(Map<String, Declaration> byName) {
    this.byName = byName;
  }

  /**
   * Compiles all of them.
   *
   * @throws FozException with the problems of all files
   */
  public static Declarations read(Lake lake) {
    Map<String, Declaration> byName = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (SchemaSpec schema : lake.schemas()) {
      try {
        byName.put(schema.name(), read(schema));
      } catch (FozException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new FozException(problems);
    }
    return new Declarations(byName);
  }

  private static Declaration read(SchemaSpec schema) {
    return Declaration.read(schema.path(), format(schema.format()), schema.text());
  }

  private static DeclarationFormat format(SchemaFormat format) {
    return switch (format) {
      case JSON_SCHEMA -> DeclarationFormat.JSON_SCHEMA;
      case AVRO -> DeclarationFormat.AVRO;
    };
  }

  /** The one that a table's records must meet; empty where its types are inferred. */
  public Optional<Declaration> of(SourceTableSpec table) {
    return table.contract().map(byName::get);
  }

  /** What the records of a table must meet, and what happens to those that do not. */
  public LoadRules rules(SourceTableSpec table) {
    return new LoadRules(of(table), table.onError(), table.onSchemaChange());
  }
}
