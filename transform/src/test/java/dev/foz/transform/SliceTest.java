package dev.foz.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foz.base.Layer;
import dev.foz.base.TableName;
import dev.foz.state.FileContent;
import dev.foz.state.LedgerFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static final TableName RAW = new TableName(Layer.RAW, "vendas_pedidos");

  @Test
  void takesWholeCommitsUpToTheLimit() {
    List<LedgerFile> pending = List.of(file(4, 10), file(4, 20), file(6, 30), file(9, 5));

    assertThat(cut(pending, 100)).containsExactly("3..9: 65");
    assertThat(cut(pending, 60)).containsExactly("3..6: 60", "6..9: 5");
    assertThat(cut(pending, 1)).containsExactly("3..4: 30", "4..6: 30", "6..9: 5");
  }

  @Test
  void theLastSliceReachesTheTargetThoughNoFileIsOfThatCommit() {
    assertThat(Slice.after(List.of(), 3, 12, 10).to()).isEqualTo(12);
    assertThat(Slice.after(List.of(file(5, 4)), 3, 12, 10).to()).isEqualTo(12);
  }

  private static List<String> cut(List<LedgerFile> pending, long limit) {
    List<String> slices = new ArrayList<>();
    long from = 3;
    while (from != 9) {
      long after = from;
      Slice slice =
          Slice.after(
              pending.stream().filter(file -> file.commit() > after).toList(), from, 9, limit);
      slices.add(slice.from() + ".." + slice.to() + ": " + Slice.records(slice.files()));
      from = slice.to();
    }
    return slices;
  }

  private static LedgerFile file(long commit, long records) {
    return new LedgerFile(RAW, "f" + records, FileContent.DATA, records, 1, 1, 1, commit, 1);
  }
}
