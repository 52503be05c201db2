package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Slices;
import java.util.List;
import java.util.Optional;

/**
 * Scans the records of a batch against a contract, and widens its own copy of it so that it covers
 * every accepted record. Where the contract has a declaration, records must meet it. Not
 * thread-safe: one for each worker; their contracts are joined after.
 */
public final class RecordScanner {
  private final Shape shape;
  private final Contract start;

  /**
   * @param primaryKey names of top-level fields; in JSON a dot leads into an object. Empty for a
   *     table without key
   */
  public RecordScanner(Contract start, PayloadFormat format, List<String> primaryKey) {
    this(start, format, primaryKey, Growth.LEARN);
  }

  /**
   * @param primaryKey names of top-level fields; in JSON a dot leads into an object. Empty for a
   *     table without key
   * @param growth what happens to records with fields or types that the start does not have
   */
  public RecordScanner(
      Contract start, PayloadFormat format, List<String> primaryKey, Growth growth) {
    this.start = start;
    this.shape =
        switch (format) {
          case PayloadFormat.Json ignored -> new JsonShape(start, primaryKey, growth);
          case PayloadFormat.Csv csv -> new CsvShape(start, csv, primaryKey, growth);
        };
  }

  /** How the records of one format are scanned; see the methods of {@link RecordScanner}. */
  interface Shape {
    Optional<Rejection> scan(byte[] buffer, int from, int to);

    void appendKey(Slices target);

    Node root();

    boolean hasLearnt();
  }

  /**
   * Checks one record and learns its shape. Of a rejected record nothing is learnt.
   *
   * @return why the record is rejected; empty when it is accepted
   */
  public Optional<Rejection> scan(byte[] buffer, int from, int to) {
    return shape.scan(buffer, from, to);
  }

  /**
   * Appends the text of the primary key of the record that was accepted last, whose buffer must be
   * unchanged: the text of a string, a number in plain digits without superfluous zeros, or for
   * several fields the JSON array of these texts as strings.
   */
  public void appendKey(Slices target) {
    shape.appendKey(target);
  }

  /** The start joined with all accepted records; the start itself when they added nothing. */
  public Contract contract() {
    return shape.hasLearnt() ? start.with(fieldsOf(shape.root())) : start;
  }

  static ContractType.Struct fieldsOf(Node root) {
    return (ContractType.Struct) root.type();
  }

  static Rejection tooManyFields() {
    String what = "has fields that would bring the table above " + Contract.MAX_ALL_FIELDS;
    return new Rejection(Code.RECORD_TYPE, "fields", what, "", 0);
  }
}
