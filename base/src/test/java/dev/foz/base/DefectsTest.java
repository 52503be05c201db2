package dev.foz.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefectsTest {
  private static StackTraceElement frame(String name) {
    return new StackTraceElement(name, "work", "File.java", 7);
  }

  private static IllegalStateException thrownAt(String... frames) {
    IllegalStateException thrown = new IllegalStateException("boom");
    StackTraceElement[] trace = new StackTraceElement[frames.length];
    for (int i = 0; i < frames.length; i++) {
      trace[i] = frame(frames[i]);
    }
    thrown.setStackTrace(trace);
    return thrown;
  }

  private static String what(Throwable thrown) {
    return Defects.problem("Cannot work", thrown).what();
  }

  @Test
  void theFirstPlaceInFozIsNamedAlsoOfACause() {
    String head = "Cannot work: java.lang.IllegalStateException: boom";

    assertThat(what(thrownAt("java.util.List", "dev.foz.table.A", "dev.foz.app.B")))
        .isEqualTo(head + " at dev.foz.table.A.work(File.java:7)");
    assertThat(what(thrownAt("java.util.List")))
        .isEqualTo(head + " at java.util.List.work(File.java:7)");
    assertThat(what(thrownAt())).isEqualTo(head);
    IllegalStateException outer = thrownAt("java.util.List");
    outer.initCause(thrownAt("org.duckdb.C", "dev.foz.engine.D"));
    assertThat(what(outer)).isEqualTo(head + " at dev.foz.engine.D.work(File.java:7)");
  }
}
