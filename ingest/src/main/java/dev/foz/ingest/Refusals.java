package dev.foz.ingest;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import dev.foz.base.Slices;
import dev.foz.contract.Rejection;
import dev.foz.source.RecordBatch;
import java.nio.charset.StandardCharsets;

/** Tells of records that stop the part of the source that they are from. */
final class Refusals {
  private static final int MAX_SHOWN = 120;

  private Refusals() {}

  static Problem of(LoadTable table, RecordBatch batch, int index, Rejection rejection) {
    return table.masked()
        ? masked(table, batch, index, rejection)
        : told(table, batch, index, rejection);
  }

  /** What was broken and where, but no value: reasons quote them. */
  private static Problem masked(
      LoadTable table, RecordBatch batch, int index, Rejection rejection) {
    String field = rejection.path().isEmpty() ? "" : "field `" + rejection.path() + "`: ";
    return Problem.of(
            rejection.code(),
            "Cannot land " + table.name() + ": " + field + "`" + rejection.rule() + "` is not met")
        .at(Place.of(batch.positions().text(index)))
        .because(
            "byte "
                + rejection.offset()
                + " of the record, which is not shown, for the table has masks")
        .remedy("correct the record in the file and run again; the other files are landed");
  }

  private static Problem told(LoadTable table, RecordBatch batch, int index, Rejection rejection) {
    return rejection
        .problem("land " + table.name())
        .at(Place.of(batch.positions().text(index)))
        .because(
            "byte "
                + rejection.offset()
                + " of the record; it starts with: "
                + shown(batch.payloads(), index))
        .remedy("correct the record in the file and run again; the other files are landed");
  }

  private static String shown(Slices payloads, int index) {
    String text =
        payloads.length(index) > 4 * MAX_SHOWN ? head(payloads, index) : payloads.text(index);
    String oneLine = text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() <= MAX_SHOWN ? oneLine : oneLine.substring(0, MAX_SHOWN) + "…";
  }

  private static String head(Slices payloads, int index) {
    return new String(
        payloads.buffer(), payloads.start(index), 4 * MAX_SHOWN, StandardCharsets.UTF_8);
  }

  static Problem tooMany(String source, int limit) {
    return Problem.of(
            Code.RECORD_MALFORMED,
            "Cannot land more of " + source + ": " + limit + " parts were refused in this run")
        .remedy("correct them, then run again");
  }
}
