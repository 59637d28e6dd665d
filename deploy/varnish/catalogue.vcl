# The HTTP edge of the published catalogue (the third cache tier). Tenant data passes through and is never kept.
#
#   varnishd -a 127.0.0.1:6081 -f catalogue.vcl -p vcl_path=/etc/greenlang:/…/deploy/varnish
#
# An answer is kept only at the catalogue's own addresses, and only where the product itself says "public".
# Forgetting: the method BAN with a Surrogate-Key, from the addresses in `tellers`.
vcl 4.1;

include "backend.vcl";

acl tellers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "BAN") {
        if (client.ip !~ tellers) {
            return (synth(403, "Not from here"));
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9][A-Za-z0-9._-]*$") {
            return (synth(400, "One plain surrogate key"));
        }
        ban("obj.http.Surrogate-Key ~ (^|\s)" + req.http.Surrogate-Key + "(\s|$)");
        return (synth(200, "Forgotten"));
    }
    unset req.http.X-Published;
    if ((req.method == "GET" || req.method == "HEAD") && req.url ~ "^/api/v1/(factors|editions|gwp-sets)([/?]|$)") {
        # Who asks changes nothing there; what says who asks must not reach the cache's key or the answer.
        unset req.http.Cookie;
        unset req.http.Authorization;
        set req.http.X-Published = "1";
        return (hash);
    }
    return (pass);
}

sub vcl_backend_response {
    if (!bereq.http.X-Published
        || beresp.http.Cache-Control !~ "(^|[ ,])public($|[ ,])"
        || beresp.http.Cache-Control ~ "(private|no-store)"
        || beresp.http.Set-Cookie
        || (beresp.status != 200 && beresp.status != 304)) {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        return (deliver);
    }
    # While one request fetches an answer that ran out, the others get it as it was; what was banned is never given.
    set beresp.grace = 60s;
    set beresp.keep = 24h;
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}
