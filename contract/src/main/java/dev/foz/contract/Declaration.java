package dev.foz.contract;

import java.util.Optional;

/**
 * A contract as its author wrote it: one file of {@code schemas/}, compiled once. Immutable,
 * thread-safe. Most keywords are checked while a record is scanned; where a contract has one that
 * needs a look at the whole record, each record is read a second time, as a tree, by a library,
 * which takes several times as long. {@code docs/contracts.md} tells which keywords those are.
 */
public final class Declaration {
  private final DeclarationFormat format;
  private final String text;
  private final ContractType.Struct type;
  private final Rules rules;

  private Declaration(
      DeclarationFormat format, String text, ContractType.Struct type, Rules rules) {
    this.format = format;
    this.text = text;
    this.type = type;
    this.rules = rules;
  }

  /**
   * @param file name for places: {@code schemas/pedidos.json}
   * @throws dev.foz.base.FozException with everything that is wrong, each with its place
   */
  public static Declaration read(String file, DeclarationFormat format, String text) {
    SourceText source = SourceText.of(file, text);
    Findings findings = new Findings(source);
    JsonValue root = parse(source);
    if (format == DeclarationFormat.AVRO) {
      root = new AvroSchema(findings).translate(root);
      findings.throwIfAny();
    }
    SchemaTree tree = checked(root, findings);
    ContractType.Struct type = new ColumnTypes(tree, findings).root();
    findings.throwIfAny();
    return new Declaration(format, text, type, Rules.compile(tree));
  }

  /** The rules alone, of any schema: values need not be objects, and have no columns. */
  static Rules rules(SourceText source) {
    return Rules.compile(checked(parse(source), new Findings(source)));
  }

  private static SchemaTree checked(JsonValue root, Findings findings) {
    SchemaTree tree = new SchemaTree(root);
    new SchemaChecker(tree, findings).check();
    findings.throwIfAny();
    return tree;
  }

  private static JsonValue parse(SourceText source) {
    try {
      return JsonTree.read(source.bytes(), 0, source.bytes().length);
    } catch (RecordError error) {
      throw Findings.syntax(source, error);
    }
  }

  public DeclarationFormat format() {
    return format;
  }

  /** As it was given to {@link #read}. */
  public String text() {
    return text;
  }

  /**
   * What the contract says of a place, for people: {@code decimal(18,2), at least 0, required};
   * empty where it says nothing.
   *
   * @param path as in {@link Rejection#path}
   */
  public Optional<String> expectation(String path) {
    return Expectations.of(rules.root(), FieldPath.of(path));
  }

  /** Columns in declared order. */
  ContractType.Struct type() {
    return type;
  }

  Rules rules() {
    return rules;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Declaration declaration
        && declaration.format == format
        && declaration.text.equals(text);
  }

  @Override
  public int hashCode() {
    return 31 * format.hashCode() + text.hashCode();
  }
}
