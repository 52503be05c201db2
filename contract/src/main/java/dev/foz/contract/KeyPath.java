package dev.foz.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the fields of a primary key lie in a record, as a tree of keys. Immutable once built. */
final class KeyPath {
  static final int NO_SLOT = -1;

  private record Step(String key, byte[] bytes, KeyPath next) {}

  private final List<Step> steps = new ArrayList<>();
  private int slot = NO_SLOT;

  private KeyPath() {}

  /** Names with dots lead through objects. */
  static KeyPath ofPaths(List<String> names) {
    KeyPath root = new KeyPath();
    for (int slot = 0; slot < names.size(); slot++) {
      KeyPath at = root;
      for (String key : names.get(slot).split("\\.", -1)) {
        at = at.step(key);
      }
      at.slot = slot;
    }
    return root;
  }

  private KeyPath step(String key) {
    KeyPath known = find(key);
    if (known != null) {
      return known;
    }
    KeyPath next = new KeyPath();
    steps.add(new Step(key, key.getBytes(StandardCharsets.UTF_8), next));
    return next;
  }

  /**
   * The place of a field in the primary key, or {@link #NO_SLOT} where only fields below it are.
   */
  int slot() {
    return slot;
  }

  @Nullable KeyPath find(String key) {
    for (Step step : steps) {
      if (step.key().equals(key)) {
        return step.next();
      }
    }
    return null;
  }

  @Nullable KeyPath find(byte[] text, int from, int to) {
    for (Step step : steps) {
      if (Arrays.equals(step.bytes(), 0, step.bytes().length, text, from, to)) {
        return step.next();
      }
    }
    return null;
  }
}
