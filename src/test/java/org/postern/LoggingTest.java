package org.postern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** config/logback.xml writes what docs/operations.md promises, and fail2ban's rule reads it. */
final class LoggingTest {
    private static final String LOGIN_FAILED =
            "login-failed service=imap connection=c1 address=192.0.2.7 reason=bad-password mechanism=PLAIN user=eve";

    @Test
    void fail2banFindsTheAddress() throws Exception {
        Pattern rule = rule();
        String line = written("text", "audit", LOGIN_FAILED, null);
        for (String found : List.of(line, "mail postern[4711]: " + line)) {
            Matcher m = rule.matcher(found);
            assertThat(m.find()).as(found).isTrue();
            assertThat(m.group(1)).isEqualTo("192.0.2.7");
        }
        assertThat(rule.matcher(written("text", "net", "audit: " + LOGIN_FAILED, null))
                        .find())
                .isFalse();
    }

    @Test
    void whatAClientSaysCannotBeginALine() throws Exception {
        String forged = "x\r\n2026-11-01T00:00:00.000Z INFO  audit: " + LOGIN_FAILED + "\u2028y";
        String text = written("text", "net", forged, new IOException(forged));
        assertThat(text.lines().map(rule()::matcher).filter(Matcher::find)).isEmpty();
        assertThat(text.lines().filter(l -> !l.startsWith("\t"))).hasSize(2);
    }

    @Test
    void jsonIsAnObjectALine() throws Exception {
        String json = written("json", "audit", "a \"quoted\"\nmessage", new IOException("broken"));
        assertThat(json.lines()).hasSize(1);
        JsonNode object = new ObjectMapper().readTree(json);
        assertThat(object.get("loggerName").asText()).isEqualTo("audit");
        assertThat(object.get("formattedMessage").asText()).isEqualTo("a \"quoted\"\nmessage");
        assertThat(object.get("throwable").get("message").asText()).isEqualTo("broken");
    }

    /** The regular expression of the document, which knows an address as {@code <HOST>}. */
    private static Pattern rule() throws IOException {
        Matcher m = Pattern.compile("failregex = (.*)").matcher(Files.readString(Path.of("docs/operations.md")));
        assertThat(m.find()).isTrue();
        return Pattern.compile(m.group(1).replace("<HOST>", "(\\S+)"));
    }

    private static String written(String format, String logger, String message, Throwable thrown)
            throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("postern.log.format", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("config/logback.xml").toFile());
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(s -> s.getEffectiveLevel() >= Status.WARN)
                .isEmpty();
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");
        LoggingEvent event = new LoggingEvent(
                LoggingTest.class.getName(),
                context.getLogger(logger),
                ch.qos.logback.classic.Level.INFO,
                message,
                thrown,
                new Object[0]);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
