package dev.foz.state;

import dev.foz.base.TableName;

/**
 * A compare-and-set of how far a consumer has come with an input.
 *
 * @param fromCommit what {@link StateStore#consumed} told; 0 = nothing yet
 * @param toCommit the input's commit up to which everything is now consumed; less than {@code
 *     fromCommit} when a rollback takes consumption back
 */
public record Consumption(TableName consumer, TableName input, long fromCommit, long toCommit) {
  public Consumption {
    if (fromCommit < 0 || toCommit < 0) {
      throw new IllegalArgumentException("commit numbers are 0 or more");
    }
  }
}
