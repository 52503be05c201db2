package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;

/**
 * Turns payloads into JSON objects whose keys are the contract's column names and whose values the
 * engine's typed JSON decoding turns exactly into {@link Contract#rowType}: renamed fields have
 * their names, values of text columns that were no text are JSON strings of their literal text.
 * Fields that are null or have no column may be missing. Thread-safe.
 */
public final class DocumentRewriter {
  /** How the payloads of one format are rewritten. Thread-safe. */
  interface Rewriting {
    Output rewrite(byte[] payload);
  }

  private final Rewriting rewriting;

  public DocumentRewriter(Contract contract, PayloadFormat format) {
    this.rewriting =
        switch (format) {
          case PayloadFormat.Json ignored -> new JsonRewriting(contract);
          case PayloadFormat.Csv csv -> new CsvRewriting(contract, csv);
        };
  }

  /**
   * @param payload a record that this contract, or one that was joined into it, covers
   * @throws FozException when the contract does not cover the payload
   */
  public byte[] rewrite(byte[] payload) {
    try {
      return rewriting.rewrite(payload).toBytes();
    } catch (RecordError error) {
      Problem problem = error.rejection(0).problem("decode record");
      throw problem
          .remedy("the payload does not belong to this contract; rebuild the table from raw")
          .toException(error);
    }
  }

  static RecordError uncovered(ContractType type, String text, int position) {
    String column = type.column().map(Object::toString).orElse("no column");
    return new RecordError(Code.RECORD_TYPE, "`" + text + "` does not fit " + column, position);
  }
}
