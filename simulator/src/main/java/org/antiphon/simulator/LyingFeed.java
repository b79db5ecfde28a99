package org.antiphon.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A partner's exchange feed that is honest until it is told to lie: C2SP tiles under a signed
/// head, written from the specification and sharing no code with who reads it.
///
/// `POST /_/append` adds the record in the body, `POST /_/blob` a blob, `POST /_/lie/KIND` tells it
/// how to lie from now on; `GET /_/vkey` is its key.
public final class LyingFeed implements AutoCloseable {
  private static final int WIDTH = 256;
  private static final String ORIGIN = "partner.example/exchange";

  private final List<byte[]> entries = new ArrayList<>();
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final KeyPair key = keyPair();
  private final KeyPair strangersKey = keyPair();
  private final WireServer server;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Lie lie = Lie.NONE;

  /// How it lies.
  enum Lie {
    NONE,
    /// A shorter log than before.
    ROLL_BACK,
    /// Another last entry under the same size.
    FORK,
    /// Another first entry, and one more entry.
    EDIT,
    /// A head that another key signed.
    WRONG_KEY,
    /// Entries that are not those under the head.
    OTHER_ENTRIES,
    /// An entry whose length does not fit into 16 bits.
    OVERFLOW,
    /// Five thousand entries at once.
    FLOOD,
    /// Other bytes under a blob's hash.
    SWAP_BLOB,
    /// A byte now and then, for ever.
    DRIP
  }

  private LyingFeed(int port) throws IOException {
    this.server = new WireServer(port, this::answer, InstantSource.system());
  }

  /// Listens when this returns.
  ///
  /// @param port 0 for any free one
  public static LyingFeed start(int port) throws IOException {
    return new LyingFeed(port);
  }

  private synchronized Response answer(Request request) {
    String path = request.path();
    if (path.startsWith("/_/")) return control(request);
    if (lie == Lie.DRIP && path.equals("/checkpoint"))
      return text("").by(new Response.Delivery.Endless(true));
    if (path.equals("/checkpoint")) return text(head());
    if (path.startsWith("/tile/entries/")) return bundle(path.substring("/tile/entries/".length()));
    if (path.startsWith("/blob/sha256/")) return blob(path.substring("/blob/sha256/".length()));
    return Problems.of(404, "no_such_path", "Nothing at " + path);
  }

  private Response control(Request request) {
    var what = request.method() + " " + request.path();
    if (what.equals("GET /_/vkey")) return text(vkey());
    if (what.equals("POST /_/append")) {
      entries.add(request.body());
      return Response.json(200, Map.of("size", entries.size()));
    }
    if (what.equals("POST /_/blob")) {
      blobs.put(HexFormat.of().formatHex(sha256(request.body())), request.body());
      return Response.json(200, Map.of("blobs", blobs.size()));
    }
    if (what.startsWith("POST /_/lie/")) {
      lie = Lie.valueOf(request.path().substring("/_/lie/".length()));
      return Response.json(200, Map.of("lie", lie));
    }
    if (what.equals("POST /_/shutdown"))
      return Response.json(200, Map.of("stopping", true)).then(stopping::countDown);
    return Problems.of(404, "no_such_path", "No control at " + request.path());
  }

  private static Response text(String text) {
    return Response.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  /// The log as it is told, which is not always what it is.
  private List<byte[]> told() {
    var told = new ArrayList<>(entries);
    switch (lie) {
      case ROLL_BACK -> told.removeLast();
      case FORK -> told.set(told.size() - 1, other(told.getLast()));
      case EDIT -> {
        told.set(0, other(told.getFirst()));
        told.add(unknown("one-more"));
      }
      case OVERFLOW -> told.add(unknown("x".repeat(70_000)));
      case FLOOD -> {
        for (int i = 0; i < 5_000; i++) told.add(unknown("flood-" + i));
      }
      default -> {}
    }
    return told;
  }

  private static byte[] unknown(String words) {
    return ("{\"v\":1,\"kind\":\"noise\",\"id\":\"noise-0001\",\"words\":\"" + words + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] other(byte[] entry) {
    return (new String(entry, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
  }

  private String head() {
    var told = told();
    var leaves = told.stream().map(entry -> sha256(new byte[] {0}, entry)).toList();
    var root = Base64.getEncoder().encodeToString(root(leaves));
    var text = ORIGIN + "\n" + told.size() + "\n" + root + "\n";
    var signer = lie == Lie.WRONG_KEY ? strangersKey : key;
    var signed = sign(signer, text.getBytes(StandardCharsets.UTF_8));
    var line = new ByteArrayOutputStream();
    line.writeBytes(keyId(key));
    line.writeBytes(signed);
    var signature = Base64.getEncoder().encodeToString(line.toByteArray());
    return text + "\n— " + ORIGIN + " " + signature + "\n";
  }

  /// RFC 9162 §2.1.1.
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) return sha256();
    if (leaves.size() == 1) return leaves.getFirst();
    int middle = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        new byte[] {1},
        root(leaves.subList(0, middle)),
        root(leaves.subList(middle, leaves.size())));
  }

  private Response bundle(String name) {
    var parts = name.split("\\.p/", 2);
    int n = Integer.parseInt(parts[0].replaceAll("[x/]", ""));
    int width = parts.length == 2 ? Integer.parseInt(parts[1]) : WIDTH;
    var told = told();
    int from = n * WIDTH;
    if (from + width > told.size()) return Problems.of(404, "no_such_tile", name);
    var bytes = new ByteArrayOutputStream();
    for (var entry : told.subList(from, from + width)) {
      var sent = lie == Lie.OTHER_ENTRIES ? other(entry) : entry;
      bytes.write(sent.length >> 8 & 255);
      bytes.write(sent.length & 255);
      bytes.writeBytes(sent);
    }
    return Response.of(200, "application/octet-stream", bytes.toByteArray());
  }

  private Response blob(String sha256) {
    var blob = blobs.get(sha256);
    if (blob == null) return Problems.of(410, "withdrawn", sha256);
    return Response.of(200, "application/octet-stream", lie == Lie.SWAP_BLOB ? other(blob) : blob);
  }

  private String vkey() {
    var typed = new ByteArrayOutputStream();
    typed.write(1);
    typed.writeBytes(raw(key));
    return ORIGIN
        + "+"
        + HexFormat.of().formatHex(keyId(key))
        + "+"
        + Base64.getEncoder().encodeToString(typed.toByteArray());
  }

  private static byte[] keyId(KeyPair key) {
    var name = (ORIGIN + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(sha256(name, new byte[] {1}, raw(key)), 4);
  }

  /// The 32 bytes at the end of the key's X.509 form.
  private static byte[] raw(KeyPair key) {
    var encoded = key.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(KeyPair key, byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) digest.update(part);
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Prints one line of JSON when ready, and serves until it is told to stop.
  public static void main(String[] words) throws Exception {
    try (var feed = start(words.length == 0 ? 0 : Integer.parseInt(words[0]))) {
      System.out.println(
          String.format(Locale.ROOT, "{\"ready\":true,\"port\":%d}", feed.server.port()));
      System.out.flush();
      feed.stopping.await();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
