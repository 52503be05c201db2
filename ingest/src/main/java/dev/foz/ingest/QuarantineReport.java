package dev.foz.ingest;

/**
 * What a pass over a quarantine table came to.
 *
 * @param chosen records that were meant
 * @param landed how many of them are in the raw table now; the others stay
 */
public record QuarantineReport(long chosen, long landed) {}
