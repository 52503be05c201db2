package dev.foz.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foz.testing.LakeModel.Arrived;
import dev.foz.testing.LakeModel.Landed;
import dev.foz.testing.LakeModel.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model that finds nothing proves nothing: each promise is broken here once. */
class LakeModelTest {
  private final LakeModel model = new LakeModel(List.of("a", "b"));
  private final List<Landed> landed = new ArrayList<>();

  private void write(String table, String file, long offset, int round, int key) {
    byte[] payload = (file + offset).getBytes(StandardCharsets.UTF_8);
    model.write(new Written(table, file, offset, payload, round, Map.of("k", key)));
  }

  private void land(String table, String file, long offset) {
    byte[] payload = (file + offset).getBytes(StandardCharsets.UTF_8);
    landed.add(new Landed(table, landed.size() + 1, file + ":" + offset, payload));
  }

  @Test
  void acceptsEveryOrderThatRunsBetweenTheRoundsCanGive() {
    write("a", "x", 0, 0, 1);
    write("a", "z", 0, 0, 2);
    write("a", "y", 0, 1, 1);
    write("a", "x", 9, 1, 1);
    land("a", "x", 0);
    land("a", "z", 0);
    land("a", "x", 9);
    land("a", "y", 0);
    List<Arrived> arrived = model.check(landed);
    assertThat(LakeModel.lastRows(arrived, "a", row -> row.get("k")))
        .containsExactly(Map.of("k", 2, "_seq", 2L), Map.of("k", 1, "_seq", 4L));
    assertThat(LakeModel.rows(arrived, "a")).hasSize(4);
  }

  @Test
  void saysWhatIsLostAndWhatIsDoubled() {
    write("a", "x", 0, 0, 1);
    write("a", "x", 5, 0, 1);
    land("a", "x", 0);
    land("a", "x", 0);
    assertThatThrownBy(() -> model.check(landed))
        .hasMessage("of 2 records lost 1 [a x:5], doubled 1 [a x:0], never written 0");
  }

  @Test
  void saysWhereSeqHasAGap() {
    write("a", "x", 0, 0, 1);
    landed.add(new Landed("a", 2, "x:0", "x0".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> model.check(landed)).hasMessage("_seq has a gap: 2 stands at place 1");
  }

  @Test
  void saysWhichBytesAreOthers() {
    write("a", "x", 0, 0, 1);
    landed.add(new Landed("a", 1, "x:0", "y0".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> model.check(landed))
        .hasMessage("raw.a holds what nobody wrote at x:0");
  }

  @Test
  void saysWhichFilesAreOutOfOrder() {
    write("a", "x", 0, 0, 1);
    write("b", "w", 0, 0, 1);
    land("b", "w", 0);
    land("a", "x", 0);
    assertThatThrownBy(() -> model.check(landed))
        .hasMessage("out of order: x:0 (_seq 2, round 0) came after w:0 (_seq 1, round 0)");
  }

  @Test
  void saysWhichRecordsOfAFileAreOutOfOrder() {
    write("a", "x", 0, 0, 1);
    write("a", "x", 5, 0, 1);
    land("a", "x", 5);
    land("a", "x", 0);
    assertThatThrownBy(() -> model.check(landed)).hasMessage("out of order: x:0 came after 5");
  }
}
