package dev.foz.table;

import dev.foz.base.TableName;
import java.util.Collection;
import java.util.Optional;

/** All tables as of one moment. Immutable and thread-safe; metadata is opened when it is needed. */
public interface Snapshots {
  Optional<TableSnapshot> find(TableName table);

  /** In the order of names. */
  Collection<TableName> names();
}
