package dev.foz.contract;

import dev.foz.base.FozException;
import dev.foz.base.PayloadFormat;

/**
 * Turns payloads into JSON objects whose keys are the contract's column names and whose values the
 * engine's typed JSON decoding turns exactly into {@link Contract#rowType}: renamed fields have
 * their names, values of text columns that were no text are JSON strings of their literal text.
 * Fields that are null or have no column may be missing. Thread-safe.
 */
public final class DocumentRewriter {
  private static final int MAX_SHOWN = 40;

  /** How the payloads of one format are rewritten. Thread-safe. */
  interface Rewriting {
    Output rewrite(byte[] payload);
  }

  /** What became of a payload. */
  public sealed interface Document {
    /** A JSON object as described above. */
    record Readable(byte[] json) implements Document {}

    /**
     * A value cannot be cast to the type that it has in the contract.
     *
     * @param why with a clause to stand behind <em>Cannot read record:</em>
     */
    record Unreadable(Rejection why) implements Document {}
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
   * Rewrites a record of a table whose contract does not cast.
   *
   * @param payload a record that this contract, or one that was joined into it, covers
   * @throws FozException when the contract does not cover the payload
   */
  public byte[] rewrite(byte[] payload) {
    return switch (read(payload)) {
      case Document.Readable(byte[] json) -> json;
      case Document.Unreadable(Rejection why) ->
          throw why.problem("decode record")
              .remedy("the payload does not belong to this contract; rebuild the table from raw")
              .toException();
    };
  }

  /**
   * Rewrites a record that landed under any contract that its table ever had; values are cast where
   * {@link Contract#casts} asks for it.
   */
  public Document read(byte[] payload) {
    try {
      return new Document.Readable(rewriting.rewrite(payload).toBytes());
    } catch (RecordError error) {
      return new Document.Unreadable(error.rejection(0));
    }
  }

  static RecordError uncovered(ContractType type, String text, int position) {
    String column = type.column().map(Object::toString).orElse("no column");
    return RecordError.broken("exact", "`" + shown(text) + "` does not fit " + column, position);
  }

  private static String shown(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
