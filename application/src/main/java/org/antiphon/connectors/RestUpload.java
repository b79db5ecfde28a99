package org.antiphon.connectors;

import java.net.URI;
import java.util.Optional;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.RemoteCredits;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.connector.RemoteUpload.Place;
import org.antiphon.connector.RemoteUploader;
import org.antiphon.connector.RemoteUploader.Verified;
import tools.jackson.databind.JsonNode;

/// How one entry of the feed is read.
final class RestUpload {
  private RestUpload() {}

  /// One upload or tombstone; empty if something that we need is missing or of another kind.
  static Optional<RemoteUpload> read(JsonNode node) {
    try {
      var id = Json.text(node, "id").map(ExternalId::new);
      var revision = Json.number(node, "revision");
      if (id.isEmpty() || revision.isEmpty()) return Optional.empty();
      if (node.path("deleted").asBoolean(false))
        return Optional.of(new RemoteUpload.Deleted(id.get(), revision.get()));
      return place(node)
          .flatMap(place ->
              Json.time(node, "publishedAt")
                  .map(at ->
                      new RemoteUpload.Published(
                          id.get(),
                          revision.get(),
                          at,
                          place,
                          uploader(node.path("uploader")),
                          credits(node.path("credits")))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an id or an address that is none
    }
  }

  private static Optional<Place> place(JsonNode node) {
    double seconds = node.path("seconds").asDouble(0);
    return Json.text(node, "pageUrl")
        .flatMap(page ->
            Json.text(node, "audioUrl")
                .map(audio -> new Place(URI.create(page), URI.create(audio), seconds)));
  }

  private static RemoteUploader uploader(JsonNode node) {
    var verified = node.path("verified");
    return new RemoteUploader(
        Json.text(node, "id").orElse(""),
        Json.text(node, "name").orElse(""),
        Json.number(node, "followers"),
        !verified.isBoolean()
            ? Verified.UNSAID
            : verified.asBoolean() ? Verified.YES : Verified.NO);
  }

  private static RemoteCredits credits(JsonNode node) {
    return new RemoteCredits(
        Json.text(node, "title").orElse(""),
        node.path("artists")
            .valueStream()
            .map(artist -> artist.isObject() ? artist.path("name") : artist)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .toList(),
        Json.text(node, "label"),
        Json.text(node, "isrc"),
        Json.text(node, "upc"),
        node.isObject() ? node.toString() : "{}");
  }
}
