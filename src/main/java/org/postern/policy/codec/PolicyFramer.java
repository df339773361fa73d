package org.postern.policy.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.net.Framer;
import org.postern.net.Line;
import org.postern.net.LineFramer;

/**
 * Collects lines {@code name=value} up to an empty one. What cannot be a question is told at once: its connection has no
 * way back, for nobody knows where the next question begins.
 */
public final class PolicyFramer implements Framer<PolicyRequest> {
    /** Octets of a line; Postfix cuts what clients say at 2048. */
    public static final int DEFAULT_LINE = 8192;

    /** Postfix sends about thirty. */
    public static final int DEFAULT_ATTRIBUTES = 100;

    private final LineFramer lines;
    private final int attributes;
    private Map<String, String> collected = new LinkedHashMap<>();

    public PolicyFramer() {
        this(DEFAULT_LINE, DEFAULT_ATTRIBUTES);
    }

    public PolicyFramer(int line, int attributes) {
        this.lines = new LineFramer(line, LineFramer.Ends.CRLF_OR_LF);
        this.attributes = attributes;
    }

    @Override
    public int appetite() {
        return lines.appetite();
    }

    @Override
    public Optional<PolicyRequest> next(ByteBuf in) {
        for (Optional<Line> line = lines.next(in); line.isPresent(); line = lines.next(in)) {
            Optional<PolicyRequest> request = take(line.get());
            if (request.isPresent()) {
                return request;
            }
        }
        return Optional.empty();
    }

    private Optional<PolicyRequest> take(Line line) {
        if (!(line instanceof Line.Text text)) {
            return Optional.of(new PolicyRequest.Nonsense());
        }
        if (text.length() == 0) {
            Map<String, String> complete = collected;
            collected = new LinkedHashMap<>();
            return Optional.of(new PolicyRequest.Question(complete));
        }
        String attribute = text.text(StandardCharsets.UTF_8);
        int equals = attribute.indexOf('=');
        if (equals < 1 || collected.size() >= attributes) {
            return Optional.of(new PolicyRequest.Nonsense());
        }
        collected.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        return Optional.empty();
    }
}
