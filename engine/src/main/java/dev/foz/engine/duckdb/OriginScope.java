package dev.foz.engine.duckdb;

import dev.foz.engine.ColumnOrigin;
import dev.foz.engine.ColumnOrigin.Untold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean in one SELECT: the relations of its FROM clause, and those of queries around. */
final class OriginScope {
  /**
   * Something that a query reads from.
   *
   * @param schema empty for all but tables
   * @param columns by name in lower case, in their order
   * @param unknown why there may be others
   */
  record Relation(
      String schema, String alias, Map<String, ColumnOrigin> columns, Optional<String> unknown) {}

  private final Optional<OriginScope> outer;
  private final Map<String, Relation> queries;
  private final List<Relation> relations = new ArrayList<>();
  private final Set<String> shared = new HashSet<>();
  private final Map<String, ColumnOrigin> named = new HashMap<>();
  private boolean natural;

  OriginScope(Optional<OriginScope> outer) {
    this.outer = outer;
    this.queries = new HashMap<>();
  }

  /** A query that WITH gives a name. */
  void define(Relation query) {
    queries.put(query.alias(), query);
  }

  Optional<Relation> defined(String name) {
    return Optional.ofNullable(queries.get(name))
        .or(() -> outer.flatMap(scope -> scope.defined(name)));
  }

  void add(Relation relation) {
    relations.add(relation);
  }

  /** A column that joined relations have in common. */
  void share(String column) {
    shared.add(column);
  }

  /** All that have the same name are joined by it. */
  void shareAll() {
    natural = true;
  }

  /** A column of the select list, which those after it may name. */
  void name(String alias, ColumnOrigin origin) {
    named.putIfAbsent(alias, origin);
  }

  List<Relation> relations() {
    return relations;
  }

  Optional<Relation> relation(String alias) {
    return relations.stream().filter(relation -> relation.alias().equals(alias)).findFirst();
  }

  /** The origin of what a reference names. */
  ColumnOrigin find(List<String> reference) {
    List<String> names = reference.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return qualified(names)
        .or(() -> plain(names.getFirst()))
        .or(() -> outer.map(scope -> scope.find(reference)))
        .orElseGet(() -> new Untold(unknown(String.join(".", reference))));
  }

  private String unknown(String reference) {
    return relations.stream()
        .flatMap(relation -> relation.unknown().stream())
        .findFirst()
        .orElse("what `" + reference + "` names is not told by the SQL");
  }

  private Optional<ColumnOrigin> qualified(List<String> names) {
    if (names.size() < 2) {
      return Optional.empty();
    }
    for (Relation relation : relations) {
      boolean withSchema =
          names.size() > 2
              && names.getFirst().equals(relation.schema())
              && names.get(1).equals(relation.alias());
      if (withSchema || names.getFirst().equals(relation.alias())) {
        String column = names.get(withSchema ? 2 : 1);
        return Optional.ofNullable(relation.columns().get(column))
            .or(() -> relation.unknown().map(Untold::new));
      }
    }
    return Optional.empty();
  }

  private Optional<ColumnOrigin> plain(String name) {
    List<ColumnOrigin> found = new ArrayList<>();
    for (Relation relation : relations) {
      Optional.ofNullable(relation.columns().get(name)).ifPresent(found::add);
    }
    Optional<String> unknown =
        relations.stream().flatMap(relation -> relation.unknown().stream()).findFirst();
    if (unknown.isPresent() && (relations.size() > 1 || found.isEmpty())) {
      // It may be a column of the one that is not known, too.
      return unknown.map(Untold::new);
    }
    if (found.isEmpty()) {
      return Optional.ofNullable(named.get(name));
    }
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    return Optional.of(
        natural || shared.contains(name)
            ? ColumnOrigin.all(found)
            : new Untold("`" + name + "` is a column of several inputs"));
  }
}
