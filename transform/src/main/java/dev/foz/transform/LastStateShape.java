package dev.foz.transform;

/** The SQL of a table with the last state of each key. */
record LastStateShape(CuratedTable table, CuratedShape shape, CuratedKey key) {
  /** The last record of each key as a row, unless it deletes the key. */
  String lastRows(long run, CuratedKey.Wanted wanted) {
    return last(run, wanted.condition(key.identity("l")));
  }

  /** The same of the keys of a table as {@link CuratedKey#ofRecords} makes it. */
  String lastRowsOf(long run, String keys) {
    return last(run, CuratedKey.isIn(key.ofRecord("l"), keys));
  }

  private String last(long run, String condition) {
    String stays =
        shape.casts()
            ? " and not exists (select 1 from "
                + table.raw()
                + " u where "
                + shape.deletesUnreadably("u")
                + " and u._key = r._key and u._seq > r._seq)"
            : "";
    return shape.select(run)
        + " where "
        + shape.isRow("r")
        + " and r._seq in ("
        + lastSeqs(condition)
        + ")"
        + stays;
  }

  /** The keys that their last record deletes. */
  String deletedKeys(CuratedKey.Wanted wanted) {
    return "select "
        + CuratedKey.named(key.ofRecord("r"))
        + " from "
        + table.raw()
        + " r where r._op = 'd' and "
        + shape.isReadable("r")
        + " and r._seq in ("
        + lastSeqs(wanted.condition(key.identity("l")))
        + ")";
  }

  private String lastSeqs(String condition) {
    return "select max(l._seq) from "
        + table.raw()
        + " l where l._op <> 't' and "
        + shape.isReadable("l")
        + " and "
        + condition
        + " group by "
        + String.join(", ", key.identity("l"));
  }

  /**
   * The texts {@code k} of keys that are deleted by records of which nothing else can be read, with
   * the last {@code seq} of these.
   */
  String unreadablyDeleted() {
    return "select r._key as k, max(r._seq) as seq from "
        + table.raw()
        + " r where "
        + shape.deletesUnreadably("r")
        + " group by 1";
  }

  /** {@code _seq} of the records that lie before such a deletion of their key. */
  String seqsBefore(String unreadablyDeleted) {
    return "select r._seq as seq from "
        + table.raw()
        + " r join "
        + unreadablyDeleted
        + " l on l.k = r._key and l.seq > r._seq where r._op not in ('d', 't')";
  }

  /** Whether any of the records deletes a key. */
  String anyDelete() {
    return "select 1 from " + table.raw() + " r where r._op = 'd' limit 1";
  }

  /** The keys that the records have. */
  String touchedKeys() {
    return "select distinct "
        + CuratedKey.named(key.identity("r"))
        + " from "
        + table.raw()
        + " r where r._op <> 't' and "
        + shape.isReadable("r");
  }

  /**
   * The places of rows in a table that have other rows' keys.
   *
   * @param changed rows
   */
  String formerRows(String current, String changed) {
    return "select c._file, c._pos from "
        + current
        + " c where exists (select 1 from "
        + changed
        + " n where "
        + CuratedKey.same(key.ofRow("c"), key.ofRow("n"))
        + ")";
  }

  /** Condition that a row is of a key of {@link #deletedKeys}. */
  String isDeleted(String row, String deleted) {
    return CuratedKey.isIn(key.ofRow(row), deleted);
  }
}
