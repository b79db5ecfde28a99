package org.antiphon.examination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;

/// The tables `assessment` and `assessment_once`.
final class AssessmentTable {
  private final Database database;

  AssessmentTable(Database database) {
    this.database = database;
  }

  /// Stores an assessment unless the same finding about the same upload is there.
  ///
  /// @return whether it was stored
  boolean insert(Assessment assessment, byte[] document) {
    boolean first =
        database
                .sql()
                .sql(
                    """
                    insert into assessment_once (upload_id, sha256, assessment_id)
                    values (:upload, :sha256, :id) on conflict do nothing
                    """)
                .param("upload", assessment.upload())
                .param("sha256", assessment.sha256())
                .param("id", assessment.id().value())
                .update()
            > 0;
    if (!first) return false;
    database
        .sql()
        .sql(
            """
            insert into assessment
              (id, at, upload_id, blob_sha256, conclusion, algorithm, document, sha256)
            values (:id, :at, :upload, :blob, :conclusion, :algorithm, :document, :sha256)
            """)
        .param("id", assessment.id().value())
        .param("at", assessment.at().atOffset(ZoneOffset.UTC))
        .param("upload", assessment.upload())
        .param("blob", assessment.blobSha256())
        .param("conclusion", assessment.conclusion().name())
        .param("algorithm", assessment.algorithm())
        .param("document", document)
        .param("sha256", assessment.sha256())
        .update();
    return true;
  }

  Optional<Assessment> find(UUID id) {
    return database
        .sql()
        .sql("select * from assessment where id = :id")
        .param("id", id)
        .query(AssessmentTable::assessment)
        .optional();
  }

  /// Newest first.
  List<Assessment> ofUpload(UUID upload) {
    return database
        .sql()
        .sql("select * from assessment where upload_id = :upload order by at desc, id desc")
        .param("upload", upload)
        .query(AssessmentTable::assessment)
        .list();
  }

  long count(Conclusion conclusion) {
    return database
        .sql()
        .sql("select count(*) from assessment where conclusion = :conclusion")
        .param("conclusion", conclusion.name())
        .query(Long.class)
        .single();
  }

  private static Assessment assessment(ResultSet row, int number) throws SQLException {
    return AssessmentDocument.read(
        new AssessmentId(row.getObject("id", UUID.class)),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getBytes("document"));
  }
}
