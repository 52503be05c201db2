package dev.foz.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;

/**
 * What happens to the metadata of a table within one commit, before its last snapshot. Each step
 * can look at what the former ones have reached.
 */
final class MetadataSteps {
  private final TableMetadata start;
  private final Supplier<TableMetadata.Builder> builders;
  private final List<Consumer<TableMetadata.Builder>> steps = new ArrayList<>();

  /**
   * @param builders of the start, a new one each time
   */
  MetadataSteps(TableMetadata start, Supplier<TableMetadata.Builder> builders) {
    this.start = start;
    this.builders = builders;
  }

  void add(Consumer<TableMetadata.Builder> step) {
    steps.add(step);
  }

  /** The metadata after the steps; never written. */
  TableMetadata reached() {
    return steps.isEmpty() ? start : builder().build();
  }

  /** Ready for further changes, with the steps taken. */
  TableMetadata.Builder builder() {
    TableMetadata.Builder builder = builders.get();
    steps.forEach(step -> step.accept(builder));
    return builder;
  }
}
