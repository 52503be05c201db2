package dev.foz.transform;

/**
 * What a span of raw records holds.
 *
 * @param keys that its records have, each counted once
 */
public record SpanCount(long records, long keys) {}
