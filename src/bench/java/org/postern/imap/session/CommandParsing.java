package org.postern.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.postern.imap.codec.CommandText;
import org.postern.imap.command.Grammar;
import org.postern.imap.feature.ImapFeatures;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.SessionState;

/** From the octets of a command to its record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandParsing {
    @Param({
        "a1 NOOP",
        "a1 UID FETCH 4711:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)",
        "a1 FETCH 1:* BODY.PEEK[HEADER.FIELDS (DATE FROM TO SUBJECT MESSAGE-ID REFERENCES)]",
        "a1 UID STORE 1,3,5,7:9,12 +FLAGS.SILENT (\\Seen $Forwarded)",
        "a1 SEARCH CHARSET UTF-8 OR FROM \"alice\" (SUBJECT report SINCE 1-Feb-2026) NOT DELETED"
    })
    private String command = "";

    private final Grammar grammar = ImapFeatures.grammar();
    private byte[] octets = {};

    @Setup
    public void encode() {
        octets = command.getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public Object parse() throws Refusal {
        return new CommandLine(new CommandText(octets)).parse(grammar, SessionState.SELECTED);
    }
}
