package dev.foz.contract;

import dev.foz.base.Code;
import dev.foz.base.PayloadFormat;
import dev.foz.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads and replaces single values of a record, leaving all other bytes of JSON as they are.
 * Thread-safe.
 */
public final class RecordEditor {
  /** How the records of one format are edited. */
  interface Editing {
    Optional<String> find(byte[] payload, FieldPath path);

    byte[] set(byte[] payload, FieldPath path, String json);
  }

  private final Editing editing;

  public RecordEditor(PayloadFormat format) {
    this.editing =
        switch (format) {
          case PayloadFormat.Json ignored -> new JsonEditing();
          case PayloadFormat.Csv csv -> new CsvEditing(csv);
        };
  }

  /**
   * The text of a value: that of a string, of all others as they are written; empty where it is
   * null, missing, or the record cannot be read so far.
   *
   * @param path as in {@link Rejection#path}
   */
  public Optional<String> find(byte[] payload, String path) {
    try {
      return editing.find(payload, FieldPath.of(path));
    } catch (RecordError error) {
      return Optional.empty();
    }
  }

  /**
   * The record with another value in this place. A field that is missing from its object is added.
   *
   * @param json the value as JSON
   * @throws dev.foz.base.FozException where the record has no such place
   */
  public byte[] set(byte[] payload, String path, String json) {
    try {
      return editing.set(payload, FieldPath.of(path), json);
    } catch (RecordError error) {
      throw Problem.of(
              Code.RECORD_MALFORMED, "Cannot set `" + path + "`: the record " + error.getMessage())
          .remedy("set the whole record: `--set '$ = ...'`")
          .toException(error);
    }
  }

  /** The text that a JSON scalar stands for; empty for null. */
  static Optional<String> textOf(byte[] buffer, int from, int to) {
    if (buffer[from] == 'n') {
      return Optional.empty();
    }
    byte[] text =
        buffer[from] == '"'
            ? JsonReader.unescape(buffer, from + 1, to - 1)
            : java.util.Arrays.copyOfRange(buffer, from, to);
    return Optional.of(new String(text, StandardCharsets.UTF_8));
  }
}
