package dev.foz.state;

import static dev.foz.state.Fixture.process;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  private static final ProcessIdentity ME = ProcessIdentity.current();

  @Test
  void thisProcessIsAliveToItself() {
    assertThat(ME.liveness(ProcessIdentity.current())).isEqualTo(Liveness.ALIVE);
    assertThat(ME.describe()).isEqualTo("process " + ME.pid() + " on " + ME.node());
  }

  @Test
  void anotherNodeOrContainerCannotBeJudged() {
    assertThat(process("elsewhere", ME.bootId(), 1, 1).liveness(ME)).isEqualTo(Liveness.UNKNOWN);
    assertThat(
            process(ME.node(), "boot/pid:[2]", 1, 1)
                .liveness(process(ME.node(), "boot/pid:[3]", 1, 1)))
        .isEqualTo(Liveness.UNKNOWN);
  }

  @Test
  void anEarlierBootOrARecycledNumberIsDead() {
    assertThat(process(ME.node(), "earlier", ME.pid(), 1).liveness(ME)).isEqualTo(Liveness.DEAD);
    assertThat(process(ME.node(), ME.bootId(), ME.pid(), ME.startedAtMillis() + 10).liveness(ME))
        .isEqualTo(Liveness.DEAD);
  }

  @Test
  void aProcessThatEndedIsDead() throws IOException, InterruptedException {
    Process child = new ProcessBuilder("sh", "-c", "read wait").start();
    String stat = "/proc/" + child.pid() + "/stat";
    long start =
        ProcessIdentity.parseStat(java.nio.file.Files.readString(java.nio.file.Path.of(stat)))
            .orElseThrow();
    ProcessIdentity other = process(ME.node(), ME.bootId(), child.pid(), start);
    assertThat(other.liveness(ME)).isEqualTo(Liveness.ALIVE);
    child.getOutputStream().close();
    child.waitFor();
    assertThat(other.liveness(ME)).isEqualTo(Liveness.DEAD);
  }

  @Test
  void theStartIsReadPastAnyProgramName() {
    String fields = " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0";
    assertThat(ProcessIdentity.parseStat("9 (a) b (c)) S" + fields)).hasValue(7770);
    assertThat(ProcessIdentity.parseStat("9 (a) b (c)) Z" + fields)).isEmpty();
  }
}
