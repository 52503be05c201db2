package dev.foz.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.app.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagerTest {
  private static final Screen.Size SCREEN = new Screen.Size(20, 10);

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Path paged;

  PagerTest(@TempDir Path folder) {
    paged = folder.resolve("paged");
  }

  @Test
  void whatFitsOnTheScreenIsNotPaged() throws IOException {
    String text = "ção ção ção ção ção\n".repeat(7);
    write(text);
    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(paged).doesNotExist();
  }

  @Test
  void whatIsLongerOrWiderThanTheScreenIsPagedWhole() throws IOException {
    write("a\n".repeat(8));
    assertThat(Files.readString(paged)).isEqualTo("a\n".repeat(8));
    write("123456789 123456789 1\n");
    assertThat(Files.readString(paged)).isEqualTo("123456789 123456789 1\n");
    assertThat(terminal.size()).isZero();
  }

  @Test
  void aPagerThatLeavesEarlyEndsTheOutputOnly() {
    try (PrintStream out = open("true")) {
      for (int i = 0; i < 10_000 && !out.checkError(); i++) {
        out.println("one more line that nobody reads any more");
      }
      assertThat(out.checkError()).isTrue();
    }
  }

  @Test
  void thePagerIsWhatThePersonWants() {
    assertThat(Pager.command(Map.of("PAGER", "more"))).contains("more");
    assertThat(Pager.command(Map.of("PAGER", ""))).isEmpty();
    assertThat(Pager.command(Map.of("PATH", "/nowhere"))).isEmpty();
  }

  private void write(String text) {
    try (PrintStream out = open("cat > '" + paged + "'")) {
      out.print(text);
    }
  }

  private PrintStream open(String command) {
    PrintStream screen = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    return new PrintStream(
        new Pager(screen, Optional.of(command), SCREEN), true, StandardCharsets.UTF_8);
  }
}
