package dev.foz.state;

import java.time.Instant;

/** A file that no new reader can reach, with the time since when. */
public record Garbage(String path, Instant doomedAt) {}
