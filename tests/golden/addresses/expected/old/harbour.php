<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Moved – News archive</title>
<meta http-equiv="refresh" content="0; url=https://host.example/news/world-news/2025/harbour-opens-4711.html">
<link rel="canonical" href="https://host.example/news/world-news/2025/harbour-opens-4711.html">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
</head>
<body>
<h1>Moved</h1>
<p>This page is now at <a href="https://host.example/news/world-news/2025/harbour-opens-4711.html">https://host.example/news/world-news/2025/harbour-opens-4711.html</a>.</p>
</body>
</html>
