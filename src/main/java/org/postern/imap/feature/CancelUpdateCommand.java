package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.FollowedResults;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionState;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * CANCELUPDATE (RFC 5267 4.3.5): the results of these commands are not followed any longer.
 *
 * @param tags of the commands
 */
record CancelUpdateCommand(List<String> tags) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("CANCELUPDATE").in(SessionState.SELECTED).parsedBy((in, grammar) -> parse(in));

    CancelUpdateCommand {
        tags = List.copyOf(tags);
    }

    static CancelUpdateCommand parse(ImapLexer in) throws ImapSyntaxException {
        List<String> tags = new ArrayList<>();
        do {
            tags.add(in.string());
        } while (!in.atEnd() && in.tryConsume(' '));
        return new CancelUpdateCommand(tags);
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        FollowedResults followed = ctx.selected().followed();
        if (!tags.stream().allMatch(followed::isFollowed)) {
            throw Refusal.bad("No updates are sent for such a tag");
        }
        tags.forEach(followed::leave);
        return Responses.ok("No further updates");
    }
}
