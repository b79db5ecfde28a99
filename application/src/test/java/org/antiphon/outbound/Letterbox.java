package org.antiphon.outbound;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.antiphon.config.MailSettings;
import org.antiphon.config.Secret;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A real SMTP server on this machine, which keeps what it takes and refuses as it is told.
public final class Letterbox implements AutoCloseable {
  public static final String USER = "antiphon";
  private static final String PASSWORD = "a long pretend password";
  private final List<MimeMessage> letters = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedQueue<Integer> recipientAnswers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> dataAnswers = new ConcurrentLinkedQueue<>();
  private final SMTPServer server;

  private Letterbox(SMTPServer.Builder builder) throws IOException {
    server =
        builder
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .messageHandlerFactory(Taking::new)
            .build();
    server.start();
  }

  /// One that asks for nothing.
  public static Letterbox open() throws IOException {
    return new Letterbox(SMTPServer.port(0));
  }

  /// One that wants STARTTLS first, then a user and a password.
  static Letterbox guarded(SSLContext tls) throws IOException {
    return new Letterbox(
        SMTPServer.port(0)
            .startTlsSocketFactory(tls)
            .enableTLS()
            .requireTLS()
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, _) -> {
                  if (!user.equals(USER) || !password.equals(PASSWORD))
                    throw new LoginFailedException();
                })));
  }

  /// Keys of a server called localhost, made by the JDK's keytool.
  static KeyStore keys(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    var file = folder.resolve("server.p12");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "3650",
                "-startdate",
                "2026/01/01 00:00:00",
                "-keystore",
                file.toString(),
                "-storepass",
                "secret")
            .redirectErrorStream(true)
            .start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException("keytool: " + said);
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, "secret".toCharArray());
    }
    return keys;
  }

  static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "secret".toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  static Optional<SSLSocketFactory> trusting(SSLContext context) {
    return Optional.of(context.getSocketFactory());
  }

  /// Settings that lead here, without TLS.
  public MailSettings settings() {
    return new MailSettings(
        "localhost",
        port(),
        MailSettings.Security.NONE,
        "Antiphon <antiphon@label.test>",
        "",
        Optional.empty());
  }

  /// The same with STARTTLS and a log-in.
  MailSettings guardedSettings(Path folder, String password) throws IOException {
    var file = Files.writeString(folder.resolve("mail-password"), password);
    return new MailSettings(
        "localhost",
        port(),
        MailSettings.Security.STARTTLS,
        "antiphon@label.test",
        USER,
        Optional.of(Secret.file(file)));
  }

  static String password() {
    return PASSWORD;
  }

  public int port() {
    return server.getPortAllocated();
  }

  /// What it took, in order.
  public List<MimeMessage> letters() {
    return new ArrayList<>(letters);
  }

  /// How it answers the next recipient: a code of SMTP.
  public void refuseNextRecipient(int code) {
    recipientAnswers.add(code);
  }

  /// How it answers the next text, after all of it came.
  public void refuseNextText(int code) {
    dataAnswers.add(code);
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Taking implements MessageHandler {
    Taking(MessageContext context) {}

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      reject(recipientAnswers.poll());
    }

    @Override
    public String data(InputStream in) throws RejectException, IOException {
      var bytes = in.readAllBytes();
      reject(dataAnswers.poll());
      try {
        letters.add(
            new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
      } catch (MessagingException e) {
        throw new IOException(e);
      }
      return "kept";
    }

    private static void reject(@org.jspecify.annotations.Nullable Integer code)
        throws RejectException {
      if (code != null) throw new RejectException(code, "told to");
    }

    @Override
    public void done() {}
  }
}
