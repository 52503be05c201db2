package dev.foz.state;

import dev.foz.base.TableName;

/**
 * Stops a table from being made until it is resumed.
 *
 * @param reason goes on behind <em>paused by</em>: {@code rollback of run 12}
 */
public record NewPause(TableName table, String reason) {}
