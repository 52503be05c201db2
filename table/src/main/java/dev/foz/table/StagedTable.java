package dev.foz.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foz.base.Field;
import dev.foz.base.TableName;
import dev.foz.state.NewFile;
import dev.foz.state.Pointer;
import dev.foz.state.PointerMove;
import dev.foz.state.RemovedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
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
  private FileChange change = new FileChange.None();
  private boolean formerExpire;
  private List<NewFile> added = List.of();
  private List<RemovedFile> removed = List.of();
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
    TableMetadata before = base == null ? initial(schema) : base;
    Optional<Snapshot> snapshot = snapshot(before, schema, summary);
    boolean sameColumns = fields.equals(FieldTypes.fields(before.schema()));
    boolean sameProperties = before.properties().entrySet().containsAll(properties.entrySet());
    if (base != null && snapshot.isEmpty() && sameColumns && sameProperties && !hasFormer()) {
      return Optional.empty();
    }
    String location = newLocation();
    TableMetadata.Builder builder = builder(before, location);
    if (!sameColumns) {
      builder.setCurrentSchema(schema, Math.max(before.lastColumnId(), schema.highestFieldId()));
    }
    if (!sameProperties) {
      builder.setProperties(properties);
    }
    if (snapshot.isPresent()) {
      builder.setBranchSnapshot(snapshot.get(), SnapshotRef.MAIN_BRANCH);
    }
    if (formerExpire) {
      snapshot.or(this::current).ifPresent(newest -> expireFormer(builder, before, newest));
    } else if (snapshot.isPresent()) {
      expire(builder, new Expiry(context, name).plan(before, snapshot.get()));
    }
    return Optional.of(write(builder.build(), location));
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
    return TableMetadata.buildFromEmpty(literal ? 2 : 3)
        .assignUUID(context.options().ids().get().toString())
        .setLocation(context.storage().locationOf(Layout.folder(name)))
        .setCurrentSchema(schema, schema.highestFieldId())
        .setDefaultPartitionSpec(PartitionSpec.unpartitioned())
        .setDefaultSortOrder(SortOrder.unsorted())
        .setProperties(TableDefaults.properties(literal))
        .build();
  }

  private Optional<Snapshot> snapshot(
      TableMetadata before, Schema schema, Map<String, String> summary) {
    FileStaging files = new FileStaging(context, name, before, schema);
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
    added = files.added();
    removed = files.removed();
    summary.forEach(update::set);
    if (change instanceof FileChange.Rewrite rewrite) {
      update.set(Summary.STANDS_UNDER, Long.toString(rewrite.commit()));
    }
    update.set(Summary.AFTER, Long.toString(lastCommit()));
    int created = context.io().created().size();
    Snapshot applied = update.apply();
    dropIntermediate(applied, created);
    return Optional.of(settle(before, schema, applied));
  }

  private TableMetadata emptied(TableMetadata before) {
    return builder(before, newLocation()).removeRef(SnapshotRef.MAIN_BRANCH).build();
  }

  private Snapshot rollBack(TableMetadata before, Snapshot former, Map<String, String> summary) {
    Rollback rollback = new Rollback(context, name, before, former);
    removed = rollback.removed();
    restored = rollback.restored();
    Map<String, String> own = new HashMap<>(summary);
    own.put(Summary.AFTER, Long.toString(lastCommit()));
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
    expire(builder, new Expiry(context, name).allBut(before, newest));
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
