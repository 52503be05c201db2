package dev.foz.contract;

import java.nio.charset.StandardCharsets;

/** Writes the text of a contract; see {@code docs/formats/contract.md}. */
final class ContractText {
  static final int VERSION = 1;
  private final Output out = new Output(1024);

  private ContractText() {}

  static String write(Contract contract) {
    ContractText text = new ContractText();
    text.ascii("{\"contract\":" + VERSION + ",\"fields\":");
    text.fields(contract.root());
    if (contract.history().casts()) {
      text.ascii(",\"casts\":true");
    }
    if (contract.history().forgets()) {
      text.ascii(",\"forgets\":true");
    }
    contract.source().ifPresent(text::declared);
    text.ascii("}");
    return new String(text.out.buffer(), 0, text.out.size(), StandardCharsets.UTF_8);
  }

  private void declared(DeclaredText declared) {
    ascii(",\"declared\":[");
    string(declared.format().label());
    ascii(",");
    string(declared.text());
    ascii("]");
  }

  private void ascii(String text) {
    out.add(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.quote(bytes, 0, bytes.length);
  }

  private void fields(ContractType.Struct struct) {
    String before = "[";
    for (ContractField field : struct.fields()) {
      ascii(before);
      ascii("[");
      string(field.key());
      ascii(",");
      type(field.type());
      if (!field.name().equals(field.key()) || !field.aliases().isEmpty()) {
        ascii(",");
        string(field.name());
      }
      for (String alias : field.aliases()) {
        ascii(",");
        string(alias);
      }
      ascii("]");
      before = ",";
    }
    ascii(struct.fields().isEmpty() ? "[]" : "]");
  }

  private void type(ContractType type) {
    switch (type) {
      case ContractType.Simple simple -> string(simple.label());
      case ContractType.Number number -> string(label(number));
      case ContractType.Fixed fixed -> string(label(fixed));
      case ContractType.ListOf list -> {
        ascii("{\"list\":");
        type(list.element());
        ascii("}");
      }
      case ContractType.Struct struct -> {
        ascii("{\"struct\":");
        fields(struct);
        ascii("}");
      }
    }
  }

  private static String label(ContractType.Fixed fixed) {
    return fixed.type() + (fixed.respelled() ? " respelled" : "");
  }

  private static String label(ContractType.Number number) {
    StringBuilder label = new StringBuilder("number(");
    label.append(number.digits()).append(',').append(number.scale());
    for (ContractType.Trait trait : ContractType.Trait.values()) {
      if (number.has(trait)) {
        label.append(',').append(trait.label());
      }
    }
    return label.append(')').toString();
  }
}
