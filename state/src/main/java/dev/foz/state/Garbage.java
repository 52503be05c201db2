package dev.foz.state;

import java.time.Instant;

/** A file that nothing refers to any more, with the time since when. */
public record Garbage(String path, Instant doomedAt) {}
