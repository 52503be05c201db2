package dev.foz.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.Field;
import dev.foz.base.TableLayout;
import dev.foz.base.TableName;
import dev.foz.state.CommitKind;
import dev.foz.state.NewFile;
import dev.foz.state.Pointer;
import dev.foz.state.PointerMove;
import dev.foz.state.RemovedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.jspecify.annotations.Nullable;

/**
 * One table of a commit: gathers what shall change, then writes manifests and metadata beside the
 * current ones. Nothing that a reader sees changes before the pointer moves.
 */
final class StagedTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommitContext context;
  private final TableName name;
  private final Optional<Pointer> pointer;
  private final @Nullable TableMetadata base;
  private List<Field> fields;
  private final Map<String, String> properties = new HashMap<>();
  private final Set<String> dropped = new HashSet<>();
  private FileChange change = new FileChange.None();
  private boolean formerExpire;
  private Optional<TableLayout> layout = Optional.empty();
  private Optional<Split> split = Optional.empty();
  private Optional<PlannedFiles> planned = Optional.empty();
  private final List<NewFile> added = new ArrayList<>();
  private final List<RemovedFile> removed = new ArrayList<>();
  private List<NewFile> restored = List.of();
  private final List<String> doomed = new ArrayList<>();
  private @Nullable TableMetadata staged;

  StagedTable(CommitContext context, TableName name, Optional<Pointer> pointer) {
    this.context = context;
    this.name = name;
    this.pointer = pointer;
    this.base = pointer.map(p -> context.cache().load(p.metadataLocation())).orElse(null);
    this.fields = base == null ? List.of() : FieldTypes.fields(base.schema());
  }

  TableName name() {
    return name;
  }

  boolean exists() {
    return base != null;
  }

  Optional<Pointer> pointer() {
    return pointer;
  }

  /** Number of the table's last commit; 0 where it is new. */
  long lastCommit() {
    return pointer.map(Pointer::lastCommit).orElse(0L);
  }

  List<Field> fields() {
    return fields;
  }

  int highestFieldId() {
    return Math.max(base == null ? 0 : base.lastColumnId(), Evolution.highestId(fields));
  }

  void setFields(List<Field> changed) {
    fields = List.copyOf(changed);
  }

  void setProperties(Map<String, String> changed) {
    properties.putAll(changed);
  }

  /** Takes properties away that the table has and that are not set as well. */
  void dropProperties(Collection<String> names) {
    dropped.addAll(names);
  }

  /** The properties of Foz that the table has now, but for its pause. */
  Map<String, String> own() {
    return base == null ? Map.of() : Copies.own(base.properties());
  }

  /** The names of properties that tell of a pause. */
  List<String> pauseProperties() {
    return base == null
        ? List.of()
        : base.properties().keySet().stream().filter(Copies::isPause).toList();
  }

  private Map<String, String> propertiesAfter(TableMetadata before) {
    Map<String, String> after = new HashMap<>(before.properties());
    after.keySet().removeAll(dropped);
    after.putAll(properties);
    return after;
  }

  /** How the files lie that replace those of now, or are the first. */
  void setLayout(TableLayout changed) {
    layout = Optional.of(changed);
  }

  /** Files of the table as it stands, as far as they are known. */
  void setPlanned(PlannedFiles files) {
    planned = Optional.of(files);
  }

  /** What is to be done before the change. */
  void setSplit(Split wanted) {
    split = Optional.of(wanted);
  }

  FileChange change() {
    return change;
  }

  void setChange(FileChange changed) {
    change = changed;
  }

  /** No version stays but that of after the commit. */
  void expireFormer() {
    formerExpire = true;
  }

  List<NewFile> added() {
    return added;
  }

  List<RemovedFile> removed() {
    return removed;
  }

  List<NewFile> restored() {
    return restored;
  }

  Optional<Snapshot> current() {
    return Optional.ofNullable(base).map(TableMetadata::currentSnapshot);
  }

  /** A kept snapshot of the table. */
  Optional<Snapshot> findSnapshot(long id) {
    return Optional.ofNullable(base).map(metadata -> metadata.snapshot(id));
  }

  /** Columns that a kept snapshot was written by. */
  List<Field> fieldsOf(Snapshot snapshot) {
    return FieldTypes.fields(Summary.schema(Objects.requireNonNull(base), snapshot));
  }

  /** Files that only former versions of the metadata refer to. */
  List<String> doomed() {
    return doomed;
  }

  /** The new metadata, once it was staged. */
  Optional<TableMetadata> staged() {
    return Optional.ofNullable(staged);
  }

  /**
   * Writes manifests and metadata.
   *
   * @param summary what the snapshot shall say of itself
   * @return empty where nothing changes
   */
  Optional<PointerMove> stage(Map<String, String> summary) {
    if (fields.isEmpty()) {
      throw new IllegalStateException(name + " does not exist and has no columns");
    }
    Schema schema = FieldTypes.schema(fields);
    String location = newLocation();
    TableMetadata start = base == null || isOlder(base) ? initial(schema) : base;
    MetadataSteps steps = new MetadataSteps(start, () -> builder(start, location));
    lay(start, schema, steps);
    specOfRollback(start)
        .ifPresent(
            id ->
                steps.add(
                    builder -> {
                      setColumns(builder, start, schema);
                      builder.setDefaultPartitionSpec(id);
                    }));
    if (split.isPresent()) {
      Snapshot parted = split(steps.reached(), schema, split.get(), summary);
      steps.add(builder -> setColumns(builder, start, schema));
      steps.add(builder -> builder.setBranchSnapshot(parted, SnapshotRef.MAIN_BRANCH));
    }
    TableMetadata before = steps.reached();
    Map<String, String> propertiesAfter = propertiesAfter(before);
    Map<String, String> own = new HashMap<>(summary);
    if (!RawSchema.isReceived(name)) {
      own.putAll(Copies.summary(Copies.own(propertiesAfter)));
    }
    Optional<Snapshot> snapshot = snapshot(before, schema, own);
    boolean sameColumns = fields.equals(FieldTypes.fields(before.schema()));
    boolean sameProperties = before.properties().equals(propertiesAfter);
    if (before == base && snapshot.isEmpty() && sameColumns && sameProperties && !hasFormer()) {
      return Optional.empty();
    }
    TableMetadata.Builder builder = steps.builder();
    if (!sameColumns) {
      setColumns(builder, before, schema);
    }
    if (!sameProperties) {
      Set<String> gone = new HashSet<>(before.properties().keySet());
      gone.removeAll(propertiesAfter.keySet());
      builder.removeProperties(gone).setProperties(properties);
    }
    if (snapshot.isPresent()) {
      builder.setBranchSnapshot(snapshot.get(), SnapshotRef.MAIN_BRANCH);
    }
    if (formerExpire) {
      snapshot.or(this::current).ifPresent(newest -> expireFormer(builder, before, newest));
    } else if (snapshot.isPresent()) {
      expire(builder, new Expiry(context, name, before).plan(snapshot.get()));
    }
    if (base != null && start != base) {
      retire(base);
    }
    return Optional.of(write(builder.build(), location));
  }

  private static void setColumns(
      TableMetadata.Builder builder, TableMetadata before, Schema schema) {
    builder.setCurrentSchema(schema, Math.max(before.lastColumnId(), schema.highestFieldId()));
  }

  /** Iceberg cannot take a version back: such a table begins anew, without its former versions. */
  private boolean isOlder(TableMetadata now) {
    return layout.filter(wanted -> wanted.formatVersion() < now.formatVersion()).isPresent();
  }

  private void lay(TableMetadata start, Schema schema, MetadataSteps steps) {
    if (layout.isEmpty() || Partitions.difference(start, fields, layout.get()).isEmpty()) {
      return;
    }
    PartitionSpec spec =
        Partitions.spec(
            schema, layout.get().partitionBy(), start.specs(), start.lastAssignedPartitionId());
    int version = layout.get().formatVersion();
    steps.add(
        builder -> {
          builder.upgradeFormatVersion(version);
          setColumns(builder, start, schema);
          builder.setDefaultPartitionSpec(spec);
        });
  }

  /** Another specification than now, by which the files that come back are told into partitions. */
  private Optional<Integer> specOfRollback(TableMetadata start) {
    if (!(change instanceof FileChange.Rollback(Snapshot former))) {
      return Optional.empty();
    }
    Set<Integer> specs = new HashSet<>();
    former.dataManifests(context.io()).forEach(manifest -> specs.add(manifest.partitionSpecId()));
    return specs.size() == 1 && !specs.contains(start.defaultSpecId())
        ? Optional.of(specs.iterator().next())
        : Optional.empty();
  }

  /** All that a table refers to which begins anew. */
  private void retire(TableMetadata former) {
    if (former.currentSnapshot() != null) {
      context.reader().tasks(former, former.currentSnapshot()).stream()
          .flatMap(
              task ->
                  Stream.concat(
                      Stream.of(task.file().location()),
                      task.deletes().stream().map(DeleteFile::location)))
          .distinct()
          .forEach(file -> removed.add(new RemovedFile(name, context.storage().pathOf(file))));
    }
    Copies.keep(context, former.snapshots());
    doomed.addAll(new Expiry(context, name, former).everything());
  }

  /** The snapshot in which the same rows lie in other files; a version of maintenance. */
  private Snapshot split(
      TableMetadata before, Schema schema, Split wanted, Map<String, String> summary) {
    FileStaging files = new FileStaging(context, name, before, schema, planned);
    Map<String, String> own = new HashMap<>(summary);
    own.put(Summary.KIND, CommitKind.MAINTENANCE.name());
    return apply(files, files.split(wanted), before, schema, own);
  }

  private String newLocation() {
    UUID id = context.options().ids().get();
    return context.storage().locationOf(Layout.metadataFile(name, version() + 1, id));
  }

  /**
   * Iceberg takes the time of metadata from the system's clock and refuses one that lies before the
   * former metadata's. Where the clock was set back, giving the location first makes the time of
   * the metadata stand still instead.
   */
  private TableMetadata.Builder builder(TableMetadata before, String location) {
    TableMetadata.Builder builder = TableMetadata.buildFrom(before);
    if (base != null && context.clock().millis() < base.lastUpdatedMillis()) {
      builder
          .withMetadataLocation(location)
          .setPreviousFileLocation(base.metadataFileLocation())
          .discardChanges();
    }
    return builder;
  }

  private TableMetadata initial(Schema schema) {
    boolean literal = RawSchema.isFor(name);
    TableLayout wanted = layout.orElse(TableLayout.PLAIN);
    Map<String, String> all = new HashMap<>(TableDefaults.properties(literal));
    if (base != null) {
      all.putAll(base.properties());
    }
    return TableMetadata.buildFromEmpty(literal ? 2 : wanted.formatVersion())
        .assignUUID(context.options().ids().get().toString())
        .setLocation(context.storage().locationOf(Layout.folder(name)))
        .setCurrentSchema(schema, Math.max(schema.highestFieldId(), highestFieldId()))
        .setDefaultPartitionSpec(
            Partitions.spec(schema, wanted.partitionBy(), List.of(), Partitions.BEFORE_FIRST_ID))
        .setDefaultSortOrder(SortOrder.unsorted())
        .setProperties(all)
        .build();
  }

  private Optional<Snapshot> snapshot(
      TableMetadata before, Schema schema, Map<String, String> summary) {
    Optional<PlannedFiles> known = split.isPresent() ? Optional.empty() : planned;
    FileStaging files = new FileStaging(context, name, before, schema, known);
    SnapshotUpdate<?> update =
        switch (change) {
          case FileChange.None none -> null;
          case FileChange.Append append -> files.append(append.files());
          case FileChange.Merge merge -> files.merge(merge);
          case FileChange.Replace replace when formerExpire ->
              files.replaceUnseen(replace.files(), emptied(before));
          case FileChange.Replace replace -> files.replace(replace.files());
          case FileChange.Rewrite rewrite -> files.rewrite(rewrite);
          case FileChange.Rollback rollback -> null;
        };
    if (change instanceof FileChange.Rollback(Snapshot former)) {
      return Optional.of(settle(before, schema, rollBack(before, former, summary)));
    }
    if (update == null) {
      return Optional.empty();
    }
    if (change instanceof FileChange.Rewrite rewrite) {
      update.set(Summary.STANDS_UNDER, Long.toString(rewrite.commit()));
    }
    return Optional.of(apply(files, update, before, schema, summary));
  }

  private Snapshot apply(
      FileStaging files,
      SnapshotUpdate<?> update,
      TableMetadata before,
      Schema schema,
      Map<String, String> summary) {
    added.addAll(files.added());
    removed.addAll(files.removed());
    summary.forEach(update::set);
    update.set(Summary.AFTER, Long.toString(lastCommit()));
    int created = context.io().created().size();
    Snapshot applied = update.apply();
    dropIntermediate(applied, created);
    return settle(before, schema, applied);
  }

  private TableMetadata emptied(TableMetadata before) {
    return builder(before, newLocation()).removeRef(SnapshotRef.MAIN_BRANCH).build();
  }

  private Snapshot rollBack(TableMetadata before, Snapshot former, Map<String, String> summary) {
    Rollback rollback = new Rollback(context, name, before, former);
    removed.addAll(rollback.removed());
    restored = rollback.restored();
    Map<String, String> own = new HashMap<>(summary);
    own.put(Summary.AFTER, Long.toString(lastCommit()));
    own.put(Summary.BROUGHT_BACK, Long.toString(former.snapshotId()));
    return rollback.snapshot(own);
  }

  /** Iceberg first writes manifests, then merges some of them into others: those are nobody's. */
  private void dropIntermediate(Snapshot applied, int createdBefore) {
    List<String> created = context.io().created();
    if (created.size() - createdBefore <= 2) {
      return; // a manifest and the list of manifests
    }
    Set<String> used = new HashSet<>();
    used.add(context.storage().pathOf(applied.manifestListLocation()));
    for (ManifestFile manifest : applied.allManifests(context.io())) {
      used.add(context.storage().pathOf(manifest.path()));
    }
    List<String> intermediate = new ArrayList<>(created.subList(createdBefore, created.size()));
    intermediate.removeIf(used::contains);
    context.storage().delete(intermediate);
  }

  /**
   * Gives the snapshot a time that never goes back, whatever the clock does, and the columns that
   * its files were written by.
   */
  private Snapshot settle(TableMetadata before, Schema schema, Snapshot applied) {
    Snapshot last = before.currentSnapshot();
    long time = context.clock().millis();
    if (last != null) {
      time = Math.max(time, last.timestampMillis());
    }
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(SnapshotParser.toJson(applied));
      json.put("timestamp-ms", time);
      json.put("schema-id", schemaId(before, schema));
      return SnapshotParser.fromJson(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg wrote a snapshot that is no JSON", e);
    }
  }

  /** The id that Iceberg will give these columns: that of an equal schema, or the next one. */
  private static int schemaId(TableMetadata before, Schema schema) {
    int next = 0;
    for (Schema known : before.schemas()) {
      if (known.sameSchema(schema)) {
        return known.schemaId();
      }
      next = Math.max(next, known.schemaId() + 1);
    }
    return next;
  }

  /** Whether there are versions that shall expire and do not go with a new one. */
  private boolean hasFormer() {
    return formerExpire && base != null && base.snapshots().size() > 1;
  }

  private void expireFormer(TableMetadata.Builder builder, TableMetadata before, Snapshot newest) {
    before.refs().keySet().stream()
        .filter(ref -> !ref.equals(SnapshotRef.MAIN_BRANCH))
        .forEach(builder::removeRef);
    expire(builder, new Expiry(context, name, before).allBut(newest));
  }

  private void expire(TableMetadata.Builder builder, Expiry.Plan plan) {
    if (!plan.snapshots().isEmpty()) {
      Copies.keep(context, plan.snapshots());
      builder.removeSnapshots(plan.snapshots());
      doomed.addAll(plan.doomed());
    }
  }

  private PointerMove write(TableMetadata after, String location) {
    TableMetadataParser.write(after, context.io().newOutputFile(location));
    pointer.ifPresent(p -> doomed.add(context.storage().pathOf(p.metadataLocation())));
    staged = located(after, location);
    return new PointerMove(
        name, pointer.map(Pointer::metadataLocation), Optional.of(location), Summary.facts(after));
  }

  private static TableMetadata located(TableMetadata metadata, String location) {
    return metadata.metadataFileLocation() == null
        ? TableMetadata.buildFrom(metadata).discardChanges().withMetadataLocation(location).build()
        : metadata;
  }

  private long version() {
    OptionalLong version =
        pointer.map(p -> Layout.metadataVersion(p.metadataLocation())).orElse(OptionalLong.of(-1));
    return version.orElse(base == null ? -1 : base.lastSequenceNumber());
  }
}
