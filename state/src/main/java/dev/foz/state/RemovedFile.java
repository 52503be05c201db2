package dev.foz.state;

import dev.foz.base.TableName;

/**
 * A live data file that a commit takes out of its table; it stays until it is doomed, for older
 * versions of the table.
 */
public record RemovedFile(TableName table, String path) {}
