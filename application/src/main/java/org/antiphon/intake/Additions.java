package org.antiphon.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.intake.UploadTable.Change;
import org.antiphon.problem.InvalidInput;

/// Uploads given by hand: files, addresses, lists of addresses. The same again is the same upload:
/// files are known by their content, addresses by themselves.
public final class Additions {
  private static final int LONGEST_ID = 512;

  private final Database database;
  private final PlatformTable platforms;
  private final Arrivals arrivals;
  private final Blobs blobs;
  private final InstantSource clock;

  Additions(
      Database database,
      PlatformTable platforms,
      Arrivals arrivals,
      Blobs blobs,
      InstantSource clock) {
    this.database = database;
    this.platforms = platforms;
    this.arrivals = arrivals;
    this.blobs = blobs;
    this.clock = clock;
  }

  /// What an addition came to.
  ///
  /// @param upload new, or the one that was there
  /// @param isNew whether we had never seen it
  public record Added(UploadId upload, boolean isNew) {}

  /// Adds a file: stored now, examined by the next worker.
  public Added file(Path file) throws IOException {
    BlobId blob;
    try (var in = Files.newInputStream(file)) {
      blob = blobs.put(in);
    }
    long bytes = blobs.size(blob);
    String name = String.valueOf(file.getFileName());
    var upload =
        upload(PlatformId.FOLDER, blob.sha256(), file.toUri(), Credits.of(Map.of("title", name)));
    return database.inTransaction(() -> {
      platforms.noteByHand(PlatformId.FOLDER, "Files given by hand");
      boolean isNew = arrivals.given(upload, blob, bytes);
      return new Added(stored(upload), isNew);
    });
  }

  /// Adds files, in this order.
  public List<Added> files(List<Path> files) throws IOException {
    var added = new ArrayList<Added>();
    for (Path file : files) added.add(file(file));
    return added;
  }

  /// Adds an address: fetched by the next worker, through the guard.
  public Added url(URI url) {
    return add(new UrlList.Row(url, Map.of("title", url.toString())), PlatformId.WEB);
  }

  /// Adds a list of addresses with credits; all of it, or nothing if a row has a fault.
  ///
  /// @param platform whose uploads they are; [PlatformId#WEB] if of none
  /// @throws InvalidInput with every fault and its line
  public List<Added> csv(Path file, PlatformId platform) throws IOException {
    var rows = UrlList.read(file);
    return database.inTransaction(() -> {
      var added = new ArrayList<Added>();
      for (var row : rows) added.add(add(row, platform));
      return added;
    });
  }

  private Added add(UrlList.Row row, PlatformId platform) {
    String address = row.url().toString();
    String id = address.length() <= LONGEST_ID ? address : "sha256:" + sha256(address);
    var upload = upload(platform, id, row.url(), Credits.of(row.credits()));
    return database.inTransaction(() -> {
      platforms.noteByHand(platform, "Addresses given by hand");
      boolean isNew = arrivals.listed(upload).filter(c -> c == Change.NEW).isPresent();
      return new Added(stored(upload), isNew);
    });
  }

  private UploadId stored(Upload upload) {
    return arrivals
        .uploads()
        .find(upload.platform(), upload.externalId())
        .map(Upload::id)
        .orElseThrow();
  }

  private Upload upload(PlatformId platform, String externalId, URI place, Credits credits) {
    String uploader = credits.field("uploader").orElse("");
    return new Upload(
        new UploadId(UuidV7.next(clock)),
        platform,
        externalId,
        1,
        clock.instant(),
        place,
        place,
        0,
        new Uploader(uploader, uploader, Optional.empty(), Optional.empty()),
        credits,
        Optional.empty(),
        Optional.empty(),
        UploadState.SEEN,
        Optional.empty());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
