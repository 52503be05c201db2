package dev.foz.state;

import dev.foz.base.TableName;

/** A live data file that a commit takes out of its table; it goes to the garbage. */
public record RemovedFile(TableName table, String path) {}
