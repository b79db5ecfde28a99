package org.antiphon.outbound;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.antiphon.config.MailSettings;
import org.antiphon.config.Secret;
import org.antiphon.problem.Unavailable;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// Hands mail to the server that the settings name, over SMTP (RFC 5321). The server's name is the
/// operator's own choice and may be a private address, so the guard of [Reach] does not stand here;
/// its certificate must fit its name, and with STARTTLS nothing is said before both sides are under
/// TLS.
///
/// An answer that never came after the text left may mean that the letter arrived. Sent again, it
/// bears the same `Message-ID`. Safe for many threads; a connection a letter.
public final class Post {
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "30000";
  private static final int PERMANENT = 500;

  private final MailSettings settings;
  private final Optional<SSLSocketFactory> sockets;

  /// Trusts the certificates that Java trusts.
  public Post(MailSettings settings) {
    this(settings, Optional.empty());
  }

  /// As above, trusting others.
  Post(MailSettings settings, Optional<SSLSocketFactory> sockets) {
    this.settings = settings;
    this.sockets = sockets;
  }

  /// What the server said.
  public sealed interface Answer {
    /// It has it.
    record Taken(String words) implements Answer {}

    /// It will never take it.
    record Refused(String words) implements Answer {}

    /// Not now, or it is not known.
    record Not(String words) implements Answer {}
  }

  /// Sends one letter, once.
  public Answer send(Letter letter) {
    try {
      var session = session();
      var to = new InternetAddress(letter.to(), true);
      var message = message(session, letter, to);
      try (var transport = connected(session)) {
        transport.sendMessage(message, new InternetAddress[] {to});
      }
      return new Answer.Taken("taken by " + settings.host());
    } catch (AddressException e) {
      return new Answer.Refused("this is no mail address");
    } catch (SMTPSendFailedException e) {
      return refused(e.getReturnCode(), e);
    } catch (SendFailedException e) {
      return refused(code(e.getNextException()), e);
    } catch (MessagingException e) {
      return new Answer.Not(words(e));
    } catch (Unavailable e) { // the password cannot be read now
      return new Answer.Not(e.what());
    }
  }

  private static int code(@Nullable Exception cause) {
    return switch (cause) {
      case SMTPAddressFailedException each -> each.getReturnCode();
      case SMTPSenderFailedException each -> each.getReturnCode();
      case null, default -> 0;
    };
  }

  private Answer refused(int code, MessagingException said) {
    return code >= PERMANENT ? new Answer.Refused(words(said)) : new Answer.Not(words(said));
  }

  /// Connects, agrees on TLS, logs in, and sends nothing.
  ///
  /// @return why that did not come about; empty when it did
  public Optional<String> knock() {
    try (var _ = connected(session())) {
      return Optional.empty();
    } catch (MessagingException e) {
      return Optional.of(words(e));
    } catch (Unavailable e) {
      return Optional.of(e.what() + "; " + e.hint());
    }
  }

  private Transport connected(Session session) throws MessagingException {
    var transport = session.getTransport("smtp");
    boolean known = !settings.user().isBlank();
    var password = known ? settings.password().map(Secret::reveal).orElse("") : null;
    transport.connect(settings.host(), settings.port(), known ? settings.user() : null, password);
    return transport;
  }

  private Session session() {
    var wishes = new Properties();
    wishes.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    wishes.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
    wishes.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
    wishes.setProperty("mail.smtp.quitwait", "false");
    wishes.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isBlank()));
    wishes.setProperty("mail.smtp.localhost", domain());
    wishes.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case STARTTLS -> {
        wishes.setProperty("mail.smtp.starttls.enable", "true");
        wishes.setProperty("mail.smtp.starttls.required", "true");
      }
      case TLS -> wishes.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> {} // to this machine only: the settings see to it
    }
    sockets.ifPresent(own -> wishes.put("mail.smtp.ssl.socketFactory", own));
    return Session.getInstance(wishes);
  }

  private MimeMessage message(Session session, Letter letter, InternetAddress to)
      throws MessagingException {
    var identity = "<" + letter.id() + "@" + domain() + ">";
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", identity);
          }
        };
    message.setFrom(new InternetAddress(settings.from(), true));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(letter.at()));
    // RFC 3834: whoever is on holiday does not answer a program
    message.setHeader("Auto-Submitted", "auto-generated");
    return message;
  }

  /// Of our own address: what stands behind the `@`.
  private String domain() {
    return settings.from().replaceAll("^.*@", "").replaceAll("[>\\s].*$", "");
  }

  /// What went wrong, for a person who may mend it.
  private String words(MessagingException e) {
    var place = settings.host() + " port " + settings.port() + ": ";
    for (@Nullable Throwable at = e; at != null; at = next(at))
      switch (at) {
        case AuthenticationFailedException _ -> {
          return place + "it does not take the user and the password: " + line(at);
        }
        case UnknownHostException _ -> {
          return place + "there is no such host";
        }
        case ConnectException _ -> {
          return place + "it takes no connection";
        }
        case SocketTimeoutException _ -> {
          return place + "it does not answer in time";
        }
        case SSLException _ -> {
          return place + "no TLS with it: " + line(at);
        }
        default -> {} // a cause may say more
      }
    return place + line(e);
  }

  private static @Nullable Throwable next(Throwable at) {
    if (at instanceof MessagingException each && each.getNextException() != null)
      return each.getNextException();
    return at.getCause();
  }

  private static String line(Throwable at) {
    var said = String.valueOf(at.getMessage()).strip().replaceAll("\\s+", " ");
    return said.length() > 200 ? said.substring(0, 200) + "…" : said;
  }
}
