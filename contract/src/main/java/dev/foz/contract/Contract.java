package dev.foz.contract;

import dev.foz.base.PayloadFormat;
import dev.foz.base.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  private static final Contract EMPTY =
      new Contract(new ContractType.Struct(List.of()), Optional.empty(), History.NONE);
  private static final int HASH_LENGTH = 32;

  private final ContractType.Struct root;
  private final Optional<DeclaredText> source;
  private final History history;
  private volatile @Nullable Declaration compiled;

  Contract(ContractType.Struct root, Optional<DeclaredText> source, History history) {
    this.root = root;
    this.source = source;
    this.history = history;
  }

  private Contract(Contract former, ContractType.Struct root) {
    this(root, former.source, former.history.grown());
    this.compiled = former.compiled;
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
    return new ContractParser(text).parse();
  }

  /**
   * The canonical text, JSON on one line: the same for equal contracts. Its form is described in
   * {@code docs/formats/contract.md}.
   */
  public String text() {
    return ContractText.write(this);
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

  Optional<DeclaredText> source() {
    return source;
  }

  /** The same but for its fields. */
  Contract with(ContractType.Struct changed) {
    return changed.equals(root) ? this : new Contract(this, changed);
  }

  /** The declaration that records must meet; compiled when it is first asked for. */
  public Optional<Declaration> declared() {
    Declaration known = compiled;
    if (known == null && source.isPresent()) {
      DeclaredText text = source.get();
      known = Declaration.read("the contract kept in the lake", text.format(), text.text());
      compiled = known;
    }
    return Optional.ofNullable(known);
  }

  /**
   * Whether some records of the table may have landed under contracts that this one does not cover,
   * so that every value is cast to the type that it has here. Records of which a value cannot be
   * cast are then unreadable.
   */
  public boolean casts() {
    return history.casts();
  }

  History history() {
    return history;
  }

  /**
   * The contract of a table whose records were landed under this one and shall meet a declaration
   * from now on. Declared fields come first, in declared order; where the declaration leaves a type
   * open, what was seen so far stays. Fields that were inferred follow; fields that an earlier
   * declaration had and this one has not are gone.
   */
  public Contract declare(Declaration declaration) {
    Declaring declaring = new Declaring(this);
    ContractType.Struct fields = declaring.fields(declaration.type());
    History next =
        new History(
            history.grown().casts() || !Covers.fields(fields, root),
            history.forgets() || declaring.hasForgotten());
    DeclaredText text = new DeclaredText(declaration.format(), declaration.text());
    Contract contract = new Contract(fields, Optional.of(text), next);
    contract.compiled = declaration;
    return contract;
  }

  /** The contract of the same table when nothing is declared any more: types are inferred on. */
  public Contract undeclare() {
    return source.isEmpty()
        ? this
        : new Contract(Declaring.inferred(root), Optional.empty(), undeclared());
  }

  /**
   * Declared decimals may stand in strings, and declared numbers may have zeros behind their last
   * digit, which inferred numbers have not; values without a column were not held against its type.
   */
  private History undeclared() {
    return new History(history.casts() || isLoose(root), history.forgets());
  }

  private static boolean isLoose(ContractType type) {
    return switch (type) {
      case ContractType.Fixed fixed -> fixed.respelled() || fixed.type() instanceof Type.Decimal;
      case ContractType.ListOf list -> isLoose(list.element());
      case ContractType.Struct struct ->
          struct.fields().stream().anyMatch(field -> !field.hasColumn() || isLoose(field.type()));
      case ContractType.Simple ignored -> false;
      case ContractType.Number ignored -> false;
    };
  }

  /**
   * What earlier contracts of the table left behind.
   *
   * @param casts see {@link Contract#casts}
   * @param forgets whether records may have fields that the contract does not know any more
   */
  record History(boolean casts, boolean forgets) {
    static final History NONE = new History(false, false);

    /** A field that is new may be one that was forgotten, with values of other types. */
    History grown() {
      return new History(casts || forgets, forgets);
    }
  }

  /**
   * The least contract that covers what either covers. Fields of this one keep order and names; new
   * ones follow. Returns this contract itself when the other adds nothing.
   */
  public Contract join(Contract other) {
    return other.root.equals(root) ? this : with(Join.structs(root, other.root, true));
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
      case PayloadFormat.Json ignored -> casts() || needsRewrite(root);
    };
  }

  /**
   * What it takes for rows that were made of records by a former contract of the same table to be
   * rows of this one, as far as the types of columns do not tell.
   */
  public ContractChange since(Contract former) {
    return new Comparison(former).with(this);
  }

  private static boolean needsRewrite(ContractType type) {
    return switch (type) {
      case ContractType.Simple simple ->
          simple == ContractType.Simple.MIXED || simple == ContractType.Simple.JSON;
      case ContractType.Number number -> number.needsRewrite();
      case ContractType.Fixed fixed -> fixed.respelled();
      case ContractType.ListOf list -> needsRewrite(list.element());
      case ContractType.Struct struct -> struct.fields().stream().anyMatch(Contract::needsRewrite);
    };
  }

  private static boolean needsRewrite(ContractField field) {
    return field.hasColumn()
        && (!field.name().equals(field.key())
            || !field.aliases().isEmpty()
            || needsRewrite(field.type()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contract contract
        && contract.root.equals(root)
        && contract.source.equals(source)
        && contract.history.equals(history);
  }

  @Override
  public int hashCode() {
    return Objects.hash(root, source, history);
  }

  /** The {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
