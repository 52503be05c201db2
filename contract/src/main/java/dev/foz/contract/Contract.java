package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What the records of a source table look like: fields with their JSON key, column name and type.
 * Immutable. Contracts form a lattice under {@link #join}: a record that a contract covers is
 * covered by every join of it, and is read right by the joined contract.
 */
public final class Contract {
  /** An object below the top with more fields than this is kept as text. */
  public static final int MAX_FIELDS = 1_000;

  /** A record that would bring a contract above so many fields, nested ones counted, is refused. */
  public static final int MAX_ALL_FIELDS = 10_000;

  /** Objects and lists nested deeper than this are kept as text. */
  public static final int MAX_DEPTH = 32;

  private static final Contract EMPTY = new Contract(new ContractType.Struct(List.of()));
  private static final int HASH_LENGTH = 32;

  private final ContractType.Struct root;

  Contract(ContractType.Struct root) {
    this.root = root;
  }

  public static Contract empty() {
    return EMPTY;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws dev.foz.base.FozException when it is not such a text
   */
  public static Contract parse(String text) {
    return new Contract(new ContractParser(text).parse());
  }

  /**
   * The canonical text, JSON on one line: the same for equal contracts. Its form is described in
   * {@code docs/formats/contract.md}.
   */
  public String text() {
    return ContractText.write(root);
  }

  /** The first 32 hexadecimal digits of the SHA-256 of {@link #text}: the contract's version. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** In the order of their first appearance. */
  public List<ContractField> fields() {
    return root.fields();
  }

  ContractType.Struct root() {
    return root;
  }

  /**
   * The least contract that covers what either covers. Fields of this one keep order and names; new
   * ones follow. Returns this contract itself when the other adds nothing.
   */
  public Contract join(Contract other) {
    if (other.root.equals(root)) {
      return this;
    }
    ContractType.Struct joined = Join.structs(root, other.root, true);
    return joined.equals(root) ? this : new Contract(joined);
  }

  /**
   * Columns as engine and table see them. Fields that have no type yet are left out, and so are
   * objects and lists without any such field.
   */
  public Type.Struct rowType() {
    return root.rowType();
  }

  /**
   * Whether payloads must pass {@link DocumentRewriter} before the engine decodes them to {@link
   * #rowType}; where not, rewriting is right too, only slower.
   */
  public boolean needsRewrite(PayloadFormat format) {
    return switch (format) {
      case PayloadFormat.Csv ignored -> true;
      case PayloadFormat.Json ignored -> needsRewrite(root);
    };
  }

  /**
   * Whether a wider contract reads other text into a text column of this one: what was kept as the
   * content of strings is JSON there, in quotes. The column's type does not show it, so rows made
   * by this contract must be made again.
   */
  public boolean rewrites(Contract wider) {
    return rewrites(root, wider.root);
  }

  private static boolean rewrites(ContractType former, ContractType wider) {
    return switch (former) {
      case ContractType.Simple simple ->
          wider == ContractType.Simple.JSON
              && (simple == ContractType.Simple.STRING || simple == ContractType.Simple.MIXED);
      case ContractType.Number ignored -> false;
      case ContractType.ListOf list ->
          wider instanceof ContractType.ListOf other && rewrites(list.element(), other.element());
      case ContractType.Struct struct ->
          wider instanceof ContractType.Struct other && fieldRewrites(struct, other);
    };
  }

  private static boolean fieldRewrites(ContractType.Struct former, ContractType.Struct wider) {
    Map<String, ContractType> types = new HashMap<>();
    wider.fields().forEach(field -> types.put(field.key(), field.type()));
    return former.fields().stream()
        .anyMatch(field -> rewrites(field.type(), types.getOrDefault(field.key(), field.type())));
  }

  private static boolean needsRewrite(ContractType type) {
    return switch (type) {
      case ContractType.Simple simple ->
          simple == ContractType.Simple.MIXED || simple == ContractType.Simple.JSON;
      case ContractType.Number number -> number.needsRewrite();
      case ContractType.ListOf list -> needsRewrite(list.element());
      case ContractType.Struct struct ->
          struct.fields().stream()
              .anyMatch(field -> !field.name().equals(field.key()) || needsRewrite(field.type()));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contract contract && contract.root.equals(root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /** The {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
