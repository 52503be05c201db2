package dev.foz.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a value within a record, as rejections tell it: {@code itens[3].valor}. */
record FieldPath(List<Step> steps) {
  private static final Pattern INDEX = Pattern.compile("\\[([0-9]{1,9})\\]");

  FieldPath {
    steps = List.copyOf(steps);
  }

  /** One step down. */
  sealed interface Step {
    record Key(String name) implements Step {}

    record Index(int number) implements Step {}
  }

  static FieldPath of(String text) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      int bracket = part.endsWith("]") ? part.indexOf('[') : -1;
      String key = bracket < 0 ? part : part.substring(0, bracket);
      if (!key.isEmpty() || bracket < 0) {
        steps.add(new Step.Key(key));
      }
      Matcher index = INDEX.matcher(bracket < 0 ? "" : part.substring(bracket));
      while (index.find()) {
        steps.add(new Step.Index(Integer.parseInt(index.group(1))));
      }
    }
    return new FieldPath(steps);
  }
}
