package dev.foz.transform;

/** The SQL of a table without a key. */
record EveryRecordShape(CuratedTable table, CuratedShape shape) {
  /** Every record as a row. */
  String allRows(long run) {
    return shape.select(run) + " where " + shape.isRow("r");
  }

  /** The rows of records that are not void, see {@link #voids}. */
  String validRows(long run, String voids) {
    return allRows(run)
        + " and not exists (select 1 from "
        + voids
        + " v where v.part = "
        + part("r")
        + " and v.seq > r._seq)";
  }

  /** Which parts of the source were made void, and before which {@code _seq}. */
  String voids() {
    return "select "
        + part("t")
        + " as part, max(t._seq) as seq from "
        + table.raw()
        + " t where t._op = 't' group by 1";
  }

  /** {@code _seq} of all records that are void. */
  String voidSeqs(String voids) {
    return "select r._seq as seq from "
        + table.raw()
        + " r join "
        + voids
        + " v on v.part = "
        + part("r")
        + " and v.seq > r._seq where r._op not in ('d', 't')";
  }

  /** The position without its last number: the file. */
  private static String part(String record) {
    return "regexp_replace(" + record + "._position, ':[0-9]+$', '')";
  }
}
