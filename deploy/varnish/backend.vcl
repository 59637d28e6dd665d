# Where the product serves; a deployment puts its own file of this name before this folder in vcl_path.
backend default {
    .host = "127.0.0.1";
    .port = "8000";
}
