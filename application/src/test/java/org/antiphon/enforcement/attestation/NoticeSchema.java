package org.antiphon.enforcement.attestation;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.antiphon.enforcement.notices.Notice;
import tools.jackson.databind.JsonNode;

/// The published schema of notices.
final class NoticeSchema {
  private NoticeSchema() {}

  /// What a document breaks of it.
  static List<?> faults(JsonNode document) {
    try (var in = Objects.requireNonNull(Notice.class.getResourceAsStream("notice.schema.json"))) {
      var schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(in, InputFormat.JSON);
      return schema.validate(document.toString(), InputFormat.JSON);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
