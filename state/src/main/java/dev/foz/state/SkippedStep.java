package dev.foz.state;

/**
 * A step that had nothing to do.
 *
 * @param note why
 */
public record SkippedStep(String subject, String kind, String note) {}
