package org.antiphon.intake;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.blobs.BlobId;
import org.antiphon.database.Database;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table `upload`.
final class UploadTable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Database database;

  UploadTable(Database database) {
    this.database = database;
  }

  /// What a listing did to our picture of an upload.
  enum Change {
    /// First seen.
    NEW,
    /// A newer revision than ours.
    REVISED,
    /// Nothing new, or older than ours.
    NONE
  }

  /// Stores what a feed listed.
  ///
  /// @param candidate with a fresh id, used only if the upload is new
  Change store(Upload candidate, Instant now) {
    Optional<Boolean> inserted =
        database
            .sql()
            .sql(
                """
                insert into upload (id, platform_id, external_id, revision, state, published_at,
                  page_url, audio_url, seconds, uploader, credits, uploader_id, title,
                  seen_at, changed_at)
                values (:id, :platform, :external, :revision, 'SEEN', :published,
                  :page, :audio, :seconds, :uploader::jsonb, :credits::jsonb, :uploaderId, :title,
                  :now, :now)
                on conflict (platform_id, external_id) do update set
                  revision = excluded.revision, state = 'SEEN', page_url = excluded.page_url,
                  audio_url = excluded.audio_url, seconds = excluded.seconds,
                  uploader = excluded.uploader, credits = excluded.credits,
                  uploader_id = excluded.uploader_id, title = excluded.title,
                  changed_at = excluded.changed_at, trouble = null
                where upload.revision < excluded.revision
                returning id = :id
                """)
            .param("id", candidate.id().uuid())
            .param("platform", candidate.platform().text())
            .param("external", candidate.externalId())
            .param("revision", candidate.revision())
            .param("published", time(candidate.publishedAt()))
            .param("page", candidate.pageUrl().toString())
            .param("audio", candidate.audioUrl().toString())
            .param("seconds", candidate.seconds())
            .param("uploader", json(candidate.uploader()))
            .param("credits", candidate.credits().json())
            .param("uploaderId", candidate.uploader().id())
            .param("title", candidate.credits().title())
            .param("now", time(now))
            .query(Boolean.class)
            .optional();
    return inserted.map(isNew -> isNew ? Change.NEW : Change.REVISED).orElse(Change.NONE);
  }

  /// Marks an upload as gone, unless we know a newer revision.
  ///
  /// @return the upload, if that was news
  Optional<UploadId> bury(PlatformId platform, String externalId, long revision, Instant now) {
    return database
        .sql()
        .sql(
            """
            update upload set state = 'GONE', revision = :revision, changed_at = :now
            where platform_id = :platform and external_id = :external
              and revision <= :revision and state <> 'GONE'
            returning id
            """)
        .param("platform", platform.text())
        .param("external", externalId)
        .param("revision", revision)
        .param("now", time(now))
        .query(UUID.class)
        .optional()
        .map(UploadId::new);
  }

  /// Notes that the sound of a revision is stored.
  ///
  /// @return false when a newer revision came meanwhile, or it is gone
  boolean fetched(UploadId id, long revision, BlobId audio, long bytes, Instant now) {
    return database
            .sql()
            .sql(
                """
                update upload set state = 'FETCHED', audio_sha256 = :sha, audio_bytes = :bytes,
                  fetched_revision = :revision, fetched_at = :now, changed_at = :now, trouble = null
                where id = :id and revision = :revision and state <> 'GONE'
                """)
            .param("id", id.uuid())
            .param("revision", revision)
            .param("sha", audio.sha256())
            .param("bytes", bytes)
            .param("now", time(now))
            .update()
        == 1;
  }

  /// Notes why a revision cannot be fetched, or that it is gone.
  ///
  /// @return false when a newer revision came meanwhile, or it was so already
  boolean failed(UploadId id, long revision, UploadState state, String trouble, Instant now) {
    return database
            .sql()
            .sql(
                """
                update upload set state = :state, trouble = :trouble, changed_at = :now
                where id = :id and revision = :revision and state <> :state and state <> 'GONE'
                """)
            .param("id", id.uuid())
            .param("revision", revision)
            .param("state", state.name())
            .param("trouble", trouble)
            .param("now", time(now))
            .update()
        == 1;
  }

  Optional<Upload> find(UploadId id) {
    return database
        .sql()
        .sql("select * from upload where id = ?")
        .param(id.uuid())
        .query((row, _) -> upload(row))
        .optional();
  }

  Optional<Upload> find(PlatformId platform, String externalId) {
    return database
        .sql()
        .sql("select * from upload where platform_id = ? and external_id = ?")
        .param(platform.text())
        .param(externalId)
        .query((row, _) -> upload(row))
        .optional();
  }

  Optional<BlobId> cover(UploadId id) {
    return database
        .sql()
        .sql("select cover_sha256 from upload where id = ? and cover_sha256 is not null")
        .param(id.uuid())
        .query(String.class)
        .optional()
        .map(BlobId::new);
  }

  /// Whether this revision was asked for its picture.
  boolean coverAsked(Upload upload) {
    return database
            .sql()
            .sql("select count(*) from upload where id = ? and cover_revision = ?")
            .params(upload.id().uuid(), upload.revision())
            .query(Long.class)
            .single()
        > 0;
  }

  /// Notes the picture of a revision, or why there is none.
  void cover(Upload upload, Optional<BlobId> picture, Optional<String> trouble) {
    database
        .sql()
        .sql(
            """
            update upload set cover_sha256 = :sha, cover_revision = :revision,
              cover_trouble = :trouble
            where id = :id and revision = :revision
            """)
        .param("id", upload.id().uuid())
        .param("revision", upload.revision())
        .param("sha", picture.map(BlobId::sha256).orElse(null))
        .param("trouble", trouble.orElse(null))
        .update();
  }

  List<Upload> list(UploadQuery query) {
    return database
        .sql()
        .sql(
            """
            select * from upload
            where (:platform::text is null or platform_id = :platform)
              and (:state::text is null or state = :state)
              and (:uploader::text is null or uploader_id = :uploader)
              and (:before::uuid is null or id < :before)
            order by id desc
            limit :limit
            """)
        .param("platform", query.platform().map(PlatformId::text).orElse(null))
        .param("state", query.state().map(UploadState::name).orElse(null))
        .param("uploader", query.uploader().orElse(null))
        .param("before", query.before().map(UploadId::uuid).orElse(null))
        .param("limit", query.limit())
        .query((row, _) -> upload(row))
        .list();
  }

  /// All uploads with this very sound.
  List<Upload> withAudio(BlobId audio) {
    return database
        .sql()
        .sql("select * from upload where audio_sha256 = ? order by id")
        .param(audio.sha256())
        .query((row, _) -> upload(row))
        .list();
  }

  IntakeCounts counts() {
    var counts = new HashMap<PlatformId, Map<UploadState, Long>>();
    database
        .sql()
        .sql(
            """
            select platform.id, upload.state, count(upload.id) as n
            from platform left join upload on upload.platform_id = platform.id
            group by platform.id, upload.state
            """)
        .query((row, _) -> {
          var of =
              counts.computeIfAbsent(
                  new PlatformId(row.getString("id")), _ -> new EnumMap<>(UploadState.class));
          String state = row.getString("state");
          if (state != null) of.put(UploadState.valueOf(state), row.getLong("n"));
          return 0;
        })
        .list();
    return new IntakeCounts(counts);
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        new UploadId(row.getObject("id", UUID.class)),
        new PlatformId(row.getString("platform_id")),
        row.getString("external_id"),
        row.getLong("revision"),
        instant(row, "published_at").orElseThrow(),
        URI.create(row.getString("page_url")),
        URI.create(row.getString("audio_url")),
        row.getDouble("seconds"),
        uploader(row.getString("uploader")),
        Credits.of(row.getString("credits")),
        Optional.ofNullable(row.getString("audio_sha256")).map(BlobId::new),
        instant(row, "fetched_at"),
        UploadState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("trouble")));
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(UploadTable::time).orElse(null);
  }

  private static String json(Uploader uploader) {
    var node = MAPPER.createObjectNode().put("id", uploader.id()).put("name", uploader.name());
    uploader.followers().ifPresent(followers -> node.put("followers", followers));
    uploader.verified().ifPresent(verified -> node.put("verified", verified));
    return MAPPER.writeValueAsString(node);
  }

  private static Uploader uploader(String json) {
    JsonNode node = MAPPER.readTree(json);
    return new Uploader(
        node.path("id").asString(),
        node.path("name").asString(),
        node.has("followers") ? Optional.of(node.path("followers").asLong()) : Optional.empty(),
        node.has("verified") ? Optional.of(node.path("verified").asBoolean()) : Optional.empty());
  }
}
