package org.antiphon.examination.opinion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.config.SecondOpinionSettings.Sends;
import org.antiphon.database.Database;
import org.antiphon.ledger.CanonicalJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table `second_opinion`.
///
/// @param database where it lies
public record StoredOpinions(Database database) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What other detectors said of a sound, newest first.
  public List<Opinion> of(String blobSha256) {
    return database
        .sql()
        .sql("select * from second_opinion where blob_sha256 = ? order by at desc, id desc")
        .param(blobSha256)
        .query(StoredOpinions::opinion)
        .list();
  }

  boolean hasAnswered(String service, String blobSha256) {
    return of(blobSha256).stream()
        .anyMatch(it -> it.service().equals(service) && it.said().isPresent());
  }

  /// Keeps an opinion; an answer takes the place of a reason why there was none, never the other
  /// way round.
  ///
  /// @return whether it was kept
  boolean put(UUID id, Opinion opinion) {
    return database
            .sql()
            .sql(
                """
                insert into second_opinion (id, service, blob_sha256, assessment_id, upload_id, sent,
                  state, probability, artifacts, answer, answer_sha256, reason, at)
                values (:id, :service, :blob, :assessment, :upload, :sent, :state, :probability,
                  :artifacts::jsonb, :answer, :answerSha256, :reason, :at)
                on conflict (service, blob_sha256) do update set id = excluded.id,
                  assessment_id = excluded.assessment_id, upload_id = excluded.upload_id,
                  sent = excluded.sent, state = excluded.state,
                  probability = excluded.probability, artifacts = excluded.artifacts,
                  answer = excluded.answer, answer_sha256 = excluded.answer_sha256,
                  reason = excluded.reason, at = excluded.at
                where second_opinion.state <> 'ANSWERED'
                """)
            .param("id", id)
            .param("service", opinion.service())
            .param("blob", opinion.about().blobSha256())
            .param("assessment", opinion.about().assessment())
            .param("upload", opinion.about().upload())
            .param("sent", opinion.about().sent().name())
            .param("state", opinion.state().name())
            .param("probability", opinion.said().map(Opinion.Said::probability).orElse(null))
            .param(
                "artifacts",
                JSON.writeValueAsString(
                    opinion.said().map(Opinion.Said::artifacts).orElse(List.of())))
            .param("answer", opinion.said().map(Opinion.Said::answer).orElse(null))
            .param("answerSha256", opinion.said().map(Opinion.Said::answerSha256).orElse(null))
            .param("reason", opinion.reason())
            .param("at", opinion.at().atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  private static Opinion opinion(ResultSet row, int number) throws SQLException {
    var state = Opinion.State.valueOf(row.getString("state"));
    return new Opinion(
        new Opinion.About(
            row.getObject("assessment_id", UUID.class),
            row.getObject("upload_id", UUID.class),
            row.getString("blob_sha256"),
            Sends.valueOf(row.getString("sent"))),
        row.getString("service"),
        state,
        state == Opinion.State.ANSWERED ? Optional.of(said(row)) : Optional.empty(),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static Opinion.Said said(ResultSet row) throws SQLException {
    byte[] answer = row.getBytes("answer");
    return new Opinion.Said(
        row.getBigDecimal("probability").doubleValue(),
        JSON.readTree(row.getString("artifacts")).valueStream().map(JsonNode::asString).toList(),
        answer,
        CanonicalJson.sha256(answer));
  }
}
