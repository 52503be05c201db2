package dev.foz.state;

import dev.foz.base.TableName;

/**
 * A contract that a commit used for a table; its text is stored once, by its hash. Of several for
 * one table the last becomes its current one.
 */
public record ContractUse(TableName table, String hash, String text) {}
