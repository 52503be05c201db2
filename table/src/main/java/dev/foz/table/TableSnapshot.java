package dev.foz.table;

import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.state.Pointer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One table at one moment. Immutable and thread-safe. Name, columns, counts and commit come from
 * the state database; the rest opens the table's metadata at the first call.
 */
public final class TableSnapshot {
  /** Table property with what tells the SQL that made the rows. */
  public static final String MADE_BY = "foz.sql-hash";

  private final Pointer pointer;
  private final MetadataCache cache;
  private final TableReader reader;
  private final ChangeReader changes;
  private final PlannedFiles planned = new PlannedFiles();
  private volatile @Nullable TableMetadata opened;

  TableSnapshot(Pointer pointer, MetadataCache cache, TableReader reader, ChangeReader changes) {
    this.pointer = pointer;
    this.cache = cache;
    this.reader = reader;
    this.changes = changes;
  }

  TableMetadata metadata() {
    TableMetadata known = opened;
    if (known == null) {
      known = cache.load(pointer.metadataLocation());
      opened = known; // its file may be gone before this snapshot is
    }
    return known;
  }

  Pointer pointer() {
    return pointer;
  }

  public TableName table() {
    return pointer.table();
  }

  /** Columns in order, with Iceberg's field ids, nested ones too. */
  public List<Field> fields() {
    return pointer.foreign() ? FieldTypes.fields(metadata().schema()) : pointer.facts().columns();
  }

  /** Iceberg's id of the snapshot; 0 for a table that has none yet. */
  public long snapshotId() {
    return pointer.foreign() ? idOf(metadata().currentSnapshot()) : pointer.facts().snapshotId();
  }

  private static long idOf(@Nullable Snapshot snapshot) {
    return snapshot == null ? 0 : snapshot.snapshotId();
  }

  /** Number of the last commit that changed rows; what consumers consume up to. */
  public long commit() {
    return pointer.dataCommit();
  }

  /** Whether another program moved the table since the last commit of Foz. */
  public boolean foreign() {
    return pointer.foreign();
  }

  /** Rows, deleted ones not counted. */
  public long records() {
    return pointer.foreign()
        ? Summary.liveRecords(metadata().currentSnapshot())
        : pointer.facts().records();
  }

  /** Hash of the contract that was used last. */
  public Optional<String> contract() {
    return pointer.contract();
  }

  /** The table's property {@link #MADE_BY}; empty where it has none. */
  public Optional<String> madeBy() {
    Optional<String> known = pointer.foreign() ? Optional.empty() : pointer.facts().madeBy();
    return known.or(() -> Optional.ofNullable(properties().get(MADE_BY)));
  }

  public Map<String, String> properties() {
    return metadata().properties();
  }

  /** The properties of Foz that a kept version was made with; none where it does not tell them. */
  public Map<String, String> propertiesOf(SnapshotRow version) {
    return Optional.ofNullable(metadata().snapshot(version.snapshotId()))
        .flatMap(Copies::own)
        .orElse(Map.of());
  }

  /** Version of Iceberg's format. */
  public int formatVersion() {
    return metadata().formatVersion();
  }

  /** What the rows of a file have in common, as texts of {@link dev.foz.base.PartitionField}. */
  public List<String> partitionBy() {
    return Partitions.told(metadata().spec(), fields());
  }

  /**
   * Why the files do not lie as they should, if so; {@code cluster_by} alone is no reason.
   *
   * @param columns that the table is to have, with ids; those of {@code wanted} are among them
   */
  public Optional<String> differsFrom(TableLayout wanted, List<Field> columns) {
    return Partitions.difference(metadata(), columns, wanted);
  }

  /** Whether the files lie so, which opens nothing of what Foz wrote itself. */
  public boolean follows(TableLayout wanted) {
    Optional<String> known = pointer.foreign() ? Optional.empty() : pointer.facts().layout();
    return known
        .map(layout -> layout.equals(Partitions.fact(fields(), wanted)))
        .orElseGet(() -> differsFrom(wanted, fields()).isEmpty());
  }

  /** What it takes for this table to hold rows of these columns. */
  public Evolution compare(List<Field> wanted) {
    return Evolution.compare(fields(), metadata().lastColumnId(), wanted);
  }

  /** The same, where columns of this table get other names; see {@link Evolution#compare}. */
  public Evolution compare(List<Field> wanted, List<Rename> renames, Evolution.Unwanted unwanted) {
    return Evolution.compare(fields(), metadata().lastColumnId(), wanted, renames, unwanted);
  }

  /**
   * The wanted columns with ids, for replacing the whole content by {@link TableCommit#replace}.
   */
  public List<Field> replacing(List<Field> wanted) {
    return replacing(wanted, List.of());
  }

  /** The same, where columns of this table get other names and keep their ids. */
  public List<Field> replacing(List<Field> wanted, List<Rename> renames) {
    return Evolution.replacing(fields(), metadata().lastColumnId(), wanted, renames);
  }

  /** The files to read for the rows that the filter wants, and maybe some others. */
  public List<ScanFile> plan(Filter filter) {
    return reader.plan(metadata(), filter);
  }

  /**
   * The same, where rows of some of these files are then deleted in a commit that {@link
   * TableCommit#expect expects} this snapshot: it need not look for the files again.
   */
  public List<ScanFile> planToChange(Filter filter) {
    List<FileScanTask> tasks = reader.tasks(metadata(), filter);
    planned.add(tasks);
    return reader.scanFiles(tasks);
  }

  /** The same for some of all files, chosen by what the metadata says of them. */
  List<ScanFile> planToChange(UnaryOperator<List<FileScanTask>> choice) {
    List<FileScanTask> tasks = choice.apply(reader.tasks(metadata(), Filter.ALWAYS));
    planned.add(tasks);
    return reader.scanFiles(tasks);
  }

  PlannedFiles planned() {
    return planned;
  }

  /**
   * What changed in the rows since a commit. Costs as much as what changed, whatever the table's
   * size, and opens no file where no commit moved the table since. The files stay readable as long
   * as those of {@link #plan}. Added columns alone change no row.
   *
   * @param commit up to which a consumer has consumed the table: a former {@link #commit}, or 0
   */
  public Changes changesSince(long commit) {
    if (commit == 0) {
      return new Changes.Unknown("nothing was consumed yet");
    }
    if (pointer.foreign()) {
      return new Changes.Unknown("another program changed it");
    }
    if (commit > pointer.lastCommit()) {
      return new Changes.Unknown("it has not come to commit " + commit);
    }
    return commit == pointer.lastCommit()
        ? Changes.Known.NOTHING
        : changes.since(metadata(), commit);
  }

  /** The versions that are still kept, the newest first. */
  public List<SnapshotRow> history() {
    return rows(
        metadata().snapshots().stream()
            .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
            .toList());
  }

  /**
   * The versions that are still kept and led to the current one, the newest first. Where the table
   * was rolled back they go on with the version that was brought back.
   */
  public List<SnapshotRow> ancestry() {
    return rows(new Ancestry(metadata()).made());
  }

  /** Whether none of its versions has expired. */
  public boolean keepsAll() {
    TableMetadata metadata = metadata();
    return metadata.snapshots().size() == metadata.lastSequenceNumber();
  }

  private List<SnapshotRow> rows(List<Snapshot> snapshots) {
    TableMetadata metadata = metadata();
    Ancestry ancestry = new Ancestry(metadata);
    return snapshots.stream().map(snapshot -> Summary.row(metadata, ancestry, snapshot)).toList();
  }

  @Override
  public String toString() {
    return table() + "@" + pointer.lastCommit();
  }
}
