package dev.foz.contract;

/**
 * A contract as its author wrote it: one file of {@code schemas/}, compiled once. Immutable,
 * thread-safe.
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
    SchemaTree tree = checked(source, findings);
    ContractType.Struct type = new ColumnTypes(tree, findings).root();
    findings.throwIfAny();
    return new Declaration(format, text, type, Rules.compile(tree));
  }

  /** The rules alone, of any schema: values need not be objects, and have no columns. */
  static Rules rules(SourceText source) {
    return Rules.compile(checked(source, new Findings(source)));
  }

  private static SchemaTree checked(SourceText source, Findings findings) {
    SchemaTree tree = schemas(source);
    new SchemaChecker(tree, findings).check();
    findings.throwIfAny();
    return tree;
  }

  private static SchemaTree schemas(SourceText source) {
    try {
      return new SchemaTree(JsonTree.read(source.bytes(), 0, source.bytes().length));
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
