package dev.foz.contract;

/** A contract as its author wrote it. */
public final class Declaration {
  private final DeclarationFormat format;
  private final String text;

  private Declaration(DeclarationFormat format, String text) {
    this.format = format;
    this.text = text;
  }

  public static Declaration read(String file, DeclarationFormat format, String text) {
    return new Declaration(format, text);
  }

  public DeclarationFormat format() {
    return format;
  }

  public String text() {
    return text;
  }

  ContractType.Struct type() {
    return new ContractType.Struct(java.util.List.of());
  }
}
