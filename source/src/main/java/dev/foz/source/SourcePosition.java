package dev.foz.source;

import java.util.Map;
import java.util.Set;

/**
 * How far a source was read, in parts of the source's own making (a queue, a slot, a file).
 *
 * @param parts value by part; opaque to everyone but the source
 * @param skipped parts that shall not be read now, because a record of theirs was refused; the
 *     reader passes over them as if they were not there
 */
public record SourcePosition(Map<String, String> parts, Set<String> skipped) {
  public static final SourcePosition START = new SourcePosition(Map.of(), Set.of());

  public SourcePosition {
    parts = Map.copyOf(parts);
    skipped = Set.copyOf(skipped);
  }
}
