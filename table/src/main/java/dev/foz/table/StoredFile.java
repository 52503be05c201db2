package dev.foz.table;

import java.time.Instant;

/**
 * A finished file of the storage.
 *
 * @param path relative to the storage's root, with slashes
 */
public record StoredFile(String path, long bytes, Instant modifiedAt) {}
