package dev.foz.transform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of a table with every version of each key. A record makes a version where it is the first
 * of its key, or follows a deletion, or differs from the record before it in a column of the
 * contract. A version is valid from the time of its record, but not from before the version or
 * deletion that precedes it, until the next one.
 */
record HistoryShape(CuratedTable table, CuratedShape shape, CuratedKey key) {
  /**
   * When something happened to the key of a record: as the source says, else when the record
   * arrived, which of one that landed late stands in its headers.
   */
  private static final String AT =
      "coalesce(%1$s._event_time, try_cast(%1$s._headers['_arrived'] as timestamptz),"
          + " %1$s._ingested_at)";

  /**
   * What the bound records say of their keys, one row a record: the key as {@code k0}, {@code k1}
   * and so on, {@code seq}, {@code gone} where it deletes the key, {@code at}, {@code ingested_at}
   * and {@code state}, the columns of the contract.
   */
  String events(CuratedKey.Wanted wanted) {
    return "select "
        + CuratedKey.named(key.ofRecord("r"))
        + ", r._seq as seq, r._op = 'd' as gone, "
        + AT.formatted("r")
        + " as at, r._ingested_at as ingested_at, "
        + shape.state("r")
        + " as state from "
        + readable("r", wanted);
  }

  /**
   * The same of the records that delete a key of which only the text can be read: one row for each
   * key that any bound record has under that text.
   */
  String unreadableDeletes(CuratedKey.Wanted wanted) {
    return "select "
        + CuratedKey.named(key.columns("m"))
        + ", u._seq as seq, true as gone, "
        + AT.formatted("u")
        + " as at, u._ingested_at as ingested_at, null as state from "
        + table.raw()
        + " u join (select distinct r._key as k, "
        + CuratedKey.named(key.ofRecord("r"))
        + " from "
        + readable("r", wanted)
        + ") m on m.k = u._key where "
        + shape.deletesUnreadably("u");
  }

  private String readable(String record, CuratedKey.Wanted wanted) {
    return table.raw()
        + " "
        + record
        + " where "
        + record
        + "._op <> 't' and "
        + shape.isReadable(record)
        + " and "
        + wanted.condition(key.ofRecord(record));
  }

  /** Whether any record deletes a key of which only the text can be read. */
  String anyUnreadableDelete() {
    return "select 1 from " + table.raw() + " r where " + shape.deletesUnreadably("r") + " limit 1";
  }

  /** The texts of such keys, as {@code k}. */
  String unreadablyDeleted() {
    return "select distinct r._key as k from "
        + table.raw()
        + " r where "
        + shape.deletesUnreadably("r");
  }

  /** The keys of records. */
  String keysOfRecords() {
    return "select distinct "
        + CuratedKey.named(key.ofRecord("r"))
        + " from "
        + readable("r", new CuratedKey.Wanted.All());
  }

  /** The keys of a table, and those that records have under one of these texts. */
  String keysByText(String keys, String texts) {
    return "select * from "
        + keys
        + " union "
        + keysOfRecords()
        + " and r._key in (select t.k from "
        + texts
        + " t)";
  }

  /** The keys of events. */
  String keysOf(String events) {
    return "select distinct " + CuratedKey.named(key.columns("e")) + " from " + events + " e";
  }

  /** The rows of the curated table that are valid now, of these keys. */
  String open(String current, String keys) {
    return "select c.* from "
        + current
        + " c where c.valid_to is null and "
        + CuratedKey.isIn(key.ofRow("c"), keys);
  }

  /** The places of all rows of these keys. */
  String rowsOf(String current, String keys) {
    return "select c._file, c._pos from "
        + current
        + " c where "
        + CuratedKey.isIn(key.ofRow("c"), keys);
  }

  /** The time of the earliest event. */
  static String earliest(String events) {
    return "select min(e.at) from " + events + " e";
  }

  /**
   * Of these keys the end of their last version, where that lies after a time: nothing that comes
   * then may begin before.
   */
  String ends(String current, String keys, Instant after) {
    return "select "
        + CuratedKey.named(key.ofRow("c"))
        + ", max(c.valid_to) as ended from "
        + current
        + " c where c.valid_to > cast("
        + SqlNames.text(after.toString())
        + " as timestamptz) and "
        + CuratedKey.isIn(key.ofRow("c"), keys)
        + " group by all";
  }

  /**
   * The versions that events make, as {@code seq}, {@code valid_from} and {@code valid_to}. Where
   * there were rows of these keys before, {@code known} tells those that follow from them.
   */
  String versions(String events, Optional<Former> former) {
    String all =
        "select "
            + CuratedKey.named(key.columns("e"))
            + ", e.seq, false as known, e.gone, e.at, e.state from "
            + events
            + " e"
            + former.map(this::openEvents).orElse("");
    String over = " over (partition by " + String.join(", ", key.columns("e"));
    String followed =
        "select e.*, lag(e.gone)%1$s order by e.seq) as was_gone, e.state is distinct from lag(e.state)%1$s order by e.seq) as differs from (%2$s) e"
            .formatted(over, all);
    String changes =
        "select e.* from ("
            + followed
            + ") e where case when e.gone then not coalesce(e.was_gone, true)"
            + " else coalesce(e.was_gone, true) or e.differs end";
    String started =
        "select e.*, greatest(max(e.at)"
            + over
            + " order by e.seq rows between unbounded preceding and current row)"
            + former.map(rows -> ", n.ended").orElse("")
            + ") as valid_from from ("
            + changes
            + ") e"
            + former
                .map(
                    rows ->
                        " left join "
                            + rows.ends()
                            + " n on "
                            + CuratedKey.same(key.columns("n"), key.columns("e")))
                .orElse("");
    String ended =
        "select e.seq, e.known, e.gone, e.valid_from, lead(e.valid_from)"
            + over
            + " order by e.seq) as valid_to from ("
            + started
            + ") e";
    return "select v.seq, v.known, v.valid_from, v.valid_to from ("
        + ended
        + ") v where not v.gone";
  }

  /**
   * Rows that keys had before.
   *
   * @param open table as {@link #open} makes it
   * @param ends table as {@link #ends} makes it
   */
  record Former(String open, String ends) {}

  private String openEvents(Former former) {
    return " union all select "
        + CuratedKey.named(key.ofRow("o"))
        + ", o._seq, true, false, o.valid_from, "
        + shape.stateOfRow("o")
        + " from "
        + former.open()
        + " o";
  }

  /** The rows of versions that events made. */
  String newRows(long run, String events, String versions) {
    return "select "
        + shape.columnsOf("e.state")
        + "v.valid_from as valid_from, v.valid_to as valid_to, e.seq as _seq, "
        + CuratedShape.run(run)
        + ", e.ingested_at as _ingested_at from "
        + events
        + " e join "
        + versions
        + " v on v.seq = e.seq and not v.known";
  }

  /** The rows that were open and end now. */
  String endedRows(long run, String open, String versions) {
    List<String> names =
        shape.columns().stream().map(column -> "o." + SqlNames.quote(column.name())).toList();
    return "select "
        + String.join(", ", names)
        + ", o.valid_from, v.valid_to, o._seq, "
        + CuratedShape.run(run)
        + ", o._ingested_at"
        + ended(open, versions);
  }

  /** Their places. */
  String endedPlaces(String open, String versions) {
    return "select o._file, o._pos" + ended(open, versions);
  }

  private static String ended(String open, String versions) {
    return " from "
        + open
        + " o join "
        + versions
        + " v on v.seq = o._seq and v.known and v.valid_to is not null";
  }
}
