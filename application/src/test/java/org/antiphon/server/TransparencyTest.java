package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.delivery.Papers;
import org.antiphon.enforcement.notices.NoticeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransparencyTest {
  @Test
  void aNoticeThatWasSentAndDeclinedIsCountedAsBothUnderItsBasisAndItsPrincipal(
      @TempDir Path folder) throws Exception {
    try (var it = new Fixture(folder)) {
      var papers = new Papers(it.notices, it.cases, _ -> new Clearance.Go(), _ -> "");
      var notice = it.queued(it.next());
      it.queued(it.next()); // signed and not sent
      it.database.inTransaction(() -> {
        papers.move(notice.id().value(), NoticeState.SENDING, Map.of());
        papers.move(notice.id().value(), NoticeState.ACCEPTED, Map.of());
        papers.move(notice.id().value(), NoticeState.DECLINED, Map.of());
      });
      var transparency = new Transparency(it.database);
      var rows =
          transparency.rows().stream().filter(row -> row.figures().containsKey("notices")).toList();
      assertThat(rows)
          .singleElement()
          .satisfies(row -> {
            assertThat(row.platform()).isEqualTo(notice.target().platform());
            assertThat(row.figures()).containsEntry("notices", 1L).containsEntry("refused", 1L);
            assertThat(row.figures()).doesNotContainKeys("down", "takenBack", "upheld");
            assertThat(row.bases()).containsExactly(Map.entry("COPIED_RECORDING", 1L));
          });
      assertThat(transparency.sent())
          .singleElement()
          .satisfies(sent -> {
            assertThat(sent.notices()).isOne();
            assertThat(sent.principal()).isNotBlank();
          });
    }
  }
}
